import type { ReactNode } from 'react';
import mark from '../mark.svg';
import { messages } from '../messages';

/** The one thing on the page before somebody is signed in. */
export function Card({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <main className="card-page">
      <div className="card">
        <div className="brand">
          <img src={mark} alt="" width={28} height={28} />
          {messages.product}
        </div>
        <h1>{title}</h1>
        {hint && <p className="dim">{hint}</p>}
        {children}
      </div>
    </main>
  );
}
