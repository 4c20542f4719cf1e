/**
 * Finds approvals by what they say: those in which all of some words occur, as words or as parts of words. Each different word
 * is kept once, with those that say it, so a search looks through the words and not through all that was ever said.
 */
import type { Approval } from './records.js';

const WORDS_A_BLOCK = 512;

/** Words in one long text, which is searched several times as fast as so many short ones. */
interface Block {
  text: string;
  /** For each word, where it ends and which approvals say it, by their places. */
  ends: number[];
  saidBy: number[][];
}

export type WordSearch = ReturnType<typeof createWordSearch>;

export function createWordSearch() {
  /** Each approval as it is now, in the place that it keeps. */
  const approvals: Approval[] = [];
  const places = new Map<string, number>();
  const saidBy = new Map<string, number[]>();
  const blocks: Block[] = [];

  return {
    /** Unless it is known already. */
    add(approval: Approval): void {
      if (!places.has(approval.id)) learn(approval);
    },

    /** As `add`; one that is known is from now on as it is given, and says what it said. */
    put(approval: Approval): void {
      const place = places.get(approval.id);
      if (place === undefined) learn(approval);
      else approvals[place] = approval;
    },

    /** Those that have all the words, which are in lower case, in no order. */
    find(words: string[]): { found: Approval[]; has(approval: Approval): boolean } {
      const hits = new Uint8Array(approvals.length);
      words.forEach((word, index) => {
        for (const block of blocks) {
          for (const places of saying(block, word))
            for (const place of places) if (hits[place] === index) hits[place]++;
        }
      });
      return {
        found: approvals.filter((_, place) => hits[place] === words.length),
        has: ({ id }) => hits[places.get(id) ?? -1] === words.length,
      };
    },
  };

  function learn(approval: Approval): void {
    const place = approvals.push(approval) - 1;
    places.set(approval.id, place);
    for (const word of textOf(approval).split(/\s+/)) {
      const known = saidBy.get(word);
      if (known === undefined) newWord(word, place);
      else if (known.at(-1) !== place) known.push(place);
    }
  }

  function newWord(word: string, place: number): void {
    const places = [place];
    saidBy.set(word, places);
    let block = blocks.at(-1);
    if (!block || block.ends.length === WORDS_A_BLOCK) blocks.push((block = { text: '', ends: [], saidBy: [] }));
    block.text += `${word}\n`;
    block.ends.push(block.text.length);
    block.saidBy.push(places);
  }
}

/** Of the block's words that have this part, who says them. */
function* saying({ text, ends, saidBy }: Block, part: string): Generator<number[]> {
  let index = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, ends[index])) {
    while ((ends[index] ?? Infinity) <= at) index += 1;
    const places = saidBy[index];
    if (places) yield places;
    if (index >= ends.length - 1) return;
  }
}

/** Whether these two, of one approval, say the same. */
export function isSameText(one: Approval, other: Approval): boolean {
  return one.details === other.details && one.summary === other.summary && one.justification === other.justification;
}

function textOf({ id, summary, action, agentName, justification, details }: Approval): string {
  return [id, summary, action, agentName ?? '', justification ?? '', ...values(details)].join('\n').toLowerCase();
}

function* values(value: unknown): Generator<string> {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* values(inner);
  else if (value !== null && value !== undefined) yield String(value);
}
