import { useTimeline } from '../api/queries';
import { messages } from '../messages';
import './way-back.css';

/** Told before anybody decides: why the workflow may not hear of it. */
export function WayBack({ id }: { id: string }) {
  const warnings = useTimeline(id).data?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <section className="way-back" role="status">
      <strong>{messages.approval.wayBack}</strong>
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      <p className="dim">{messages.approval.wayBackHint}</p>
    </section>
  );
}
