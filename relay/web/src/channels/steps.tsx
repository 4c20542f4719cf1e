import { Snippet } from '../shell/snippet';
import { useSteps } from './queries';

/** What to do in the other service, in order, ready to be copied. */
export function Steps({ id }: { id: string }) {
  const steps = useSteps(id).data ?? [];
  return (
    <ol className="channel-steps">
      {steps.map(({ title, text, paste }) => (
        <li key={title}>
          <h3>{title}</h3>
          <p>{text}</p>
          {paste && <Snippet text={paste} name={title} />}
        </li>
      ))}
    </ol>
  );
}
