import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReviewLinkView } from '../../../contract/review.js';
import { get, post } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { tell } from '../people/tell';
import { shortTime } from '../time/format';

const words = messages.review;

/** Who has a link to this approval, and what has become of it. One that still works can be taken back. */
export function GivenLinks({ approvalId }: { approvalId: string }) {
  const path = `/api/approvals/${approvalId}/review-links`;
  const queryKey = ['approval', approvalId, 'links'];
  const links =
    useQuery({ queryKey, queryFn: async () => (await get<{ items: ReviewLinkView[] }>(path)).items }).data ?? [];
  const withdraw = async ({ id, email }: ReviewLinkView) => {
    await tell(() => post(`${path}/${id}/withdraw`), words.withdrawn(email));
    void queryClient.invalidateQueries({ queryKey });
  };
  if (links.length === 0) return null;
  return (
    <section aria-labelledby="given-links">
      <h2 id="given-links">{words.given}</h2>
      <ul className="given-links">
        {links.map((link) => (
          <li key={link.id}>
            <div>
              <p>
                <strong>{link.email}</strong>
              </p>
              <p className="dim">{factsOf(link).join(' · ')}</p>
            </div>
            {link.state === 'open' && (
              <Button
                variant="default"
                size="xs"
                aria-label={words.withdrawFor(link.email)}
                onClick={() => void withdraw(link)}
              >
                {words.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function factsOf({ state, scope, madeBy, expiresAt }: ReviewLinkView): string[] {
  return [
    state === 'open' ? words.state.open(shortTime(expiresAt)) : words.state[state],
    ...(scope === 'read' ? [words.readsOnly] : []),
    words.madeBy(madeBy),
  ];
}
