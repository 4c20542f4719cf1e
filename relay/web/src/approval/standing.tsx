import { useQuery } from '@tanstack/react-query';
import type { ApprovalView } from '../../../contract/approval.js';
import type { Standing } from '../../../contract/votes.js';
import { get } from '../api/client';
import { messages } from '../messages';
import { CheckIcon } from '../shell/icons';
import './standing.css';

const words = messages.votes;

/** Asked only where the answer is not plain: several people, or not everybody's to decide. */
export const useStanding = (approval: ApprovalView) =>
  useQuery({
    queryKey: ['approval', approval.id, 'standing'],
    queryFn: () => get<Standing>(`/api/approvals/${approval.id}/standing`),
    enabled: approval.status === 'PENDING',
  }).data;

/** Who has approved already, and whose turn it is. */
export function Votes({ approval, standing }: { approval: ApprovalView; standing: Standing }) {
  const { have, need, steps } = standing;
  const turn = approval.quorum?.kind === 'sequence' ? steps.findIndex(({ by }) => by === null) : -1;
  return (
    <div className="votes" role="group" aria-label={words.label}>
      <strong>{words.progress(have, need)}</strong>
      {steps.length > 0 ? (
        <ol>
          {steps.map(({ name, by }, index) => (
            <li key={name} data-done={by !== null || undefined}>
              {by !== null && <CheckIcon />}
              {name}
              {by !== null && by !== name && <span className="dim"> · {by}</span>}
              {index === turn && <span className="votes-next">{words.next}</span>}
            </li>
          ))}
        </ol>
      ) : (
        <ul>
          {approval.votes.map(({ by }) => (
            <li key={by} data-done>
              <CheckIcon />
              {by}
            </li>
          ))}
        </ul>
      )}
      {approval.proposedDetails && <p className="dim">{words.proposed}</p>}
    </div>
  );
}
