import type { SetUpView } from '../../../contract/connection.js';
import { Snippet } from '../shell/snippet';

type Step = Pick<SetUpView['steps'][number], 'title' | 'text' | 'paste'>;

/** Numbered, each with what to paste. */
export function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol className="set-up">
      {steps.map(({ title, text, paste }) => (
        <li key={title}>
          <h3>{title}</h3>
          <p>{text}</p>
          {paste !== null && <Snippet text={paste} name={title} />}
        </li>
      ))}
    </ol>
  );
}
