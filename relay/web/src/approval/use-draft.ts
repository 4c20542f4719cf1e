import { useEffect, useState } from 'react';

export interface Draft {
  note: string;
  reasonCode: string;
  /** The details as edited, or null while they are as they were asked. */
  details: Record<string, unknown> | null;
}
const EMPTY: Draft = { note: '', reasonCode: '', details: null };

/** What the reviewer has written so far, kept in this tab until it is sent: a lost session or relay costs nothing. */
export function useDraft(id: string): [Draft, (change: Partial<Draft>) => void, () => void] {
  const key = `draft ${id}`;
  const [draft, setDraft] = useState<Draft>(() => ({
    ...EMPTY,
    ...(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Draft>),
  }));
  useEffect(() => {
    if (JSON.stringify(draft) === JSON.stringify(EMPTY)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  }, [key, draft]);
  const clear = () => {
    // At once: the page may be gone before its effects run.
    sessionStorage.removeItem(key);
    setDraft(EMPTY);
  };
  return [draft, (change) => setDraft((before) => ({ ...before, ...change })), clear];
}
