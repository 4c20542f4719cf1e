import type { ReactNode } from 'react';
import { messages } from '../messages';
import { CheckIcon } from '../shell/icons';

/** One of the steps of connecting. What comes later is not there before it can be done. */
export function Stage({
  title,
  hint,
  isDone,
  children,
}: {
  title: string;
  hint?: string;
  isDone: boolean;
  children?: ReactNode;
}) {
  return (
    <li data-done={isDone || undefined}>
      <span className="step-mark" role="img" aria-label={isDone ? messages.start.done : messages.start.todo}>
        {isDone && <CheckIcon />}
      </span>
      <div className="stack">
        <h2>{title}</h2>
        {hint && <p className="dim">{hint}</p>}
        {children}
      </div>
    </li>
  );
}
