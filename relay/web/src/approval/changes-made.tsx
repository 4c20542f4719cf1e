import { changes } from '../details/changes';
import { label } from '../details/label';
import { messages } from '../messages';

/** What the reviewer changed, value by value. */
export function ChangesMade({ before, after }: { before: Record<string, unknown>; after: Record<string, unknown> }) {
  return (
    <section>
      <h2>{messages.approval.changes}</h2>
      <dl className="facts">
        {changes(before, after).map((each) => (
          <div key={each.path.join('.')}>
            <dt>{each.path.map((step) => (typeof step === 'number' ? step + 1 : label(step))).join(' › ')}</dt>
            <dd className="difference">
              <del>{text(each.before)}</del> → <ins>{text(each.after)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function text(value: unknown): string {
  if (value === undefined || value === null || value === '') return messages.approval.empty;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
