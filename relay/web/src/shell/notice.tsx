import type { ReactNode } from 'react';

/** A page, or a part of one, that has only something to say. */
export function Notice({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="notice">
      <h1>{title}</h1>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}
