/** What a drop-down of Zapier is filled from. */
export interface Choices {
  results: Array<{ id: string; label: string }>;
  paging_token: string | null;
}

export function choices(results: Choices['results'], nextCursor: string | null = null): Choices {
  return { results, paging_token: nextCursor };
}
