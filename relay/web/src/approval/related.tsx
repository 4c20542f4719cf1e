import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Related as RelatedItem } from '../../../contract/handling.js';
import { get } from '../api/client';
import { RiskMark } from '../inbox/risk-mark';
import { StatusMark } from '../inbox/status-mark';
import { messages } from '../messages';
import { When } from '../time/when';

const words = messages.working;
const SHOWN = 5;

const useRelated = (id: string) =>
  useQuery({
    queryKey: ['related', id],
    queryFn: async () => (await get<{ items: RelatedItem[] }>(`/api/approvals/${id}/related`)).items,
    staleTime: 30_000,
  });

/** What the same customer, order or amount was asked about in the last thirty days. Nothing, where there is nothing. */
export function Related({ id }: { id: string }) {
  const items = useRelated(id).data ?? [];
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{words.related}</h2>
      <ul className="related">
        {items.slice(0, SHOWN).map(({ approval, same }) => (
          <li key={approval.id}>
            <Link href={`/approvals/${approval.id}`}>
              <span>{approval.summary}</span>
              {approval.status === 'PENDING' ? (
                <RiskMark level={approval.riskLevel} />
              ) : (
                <StatusMark approval={approval} />
              )}
              <span className="dim">
                {same.map(({ what, value }) => `${words.same[what]} ${value}`).join(' · ')} ·{' '}
                <When time={approval.decidedAt ?? approval.createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
