import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { post } from '../api/client';
import { queryClient, useCount, useKeys } from '../api/queries';
import { messages } from '../messages';
import { CheckIcon } from '../shell/icons';
import { Snippet } from '../shell/snippet';

const words = messages.start;
const TEST = {
  action: 'process_refund',
  summary: 'Test: refund 400.00 EUR to ana@example.com',
  riskLevel: 'medium',
  details: {
    ticketId: '9921',
    requester: 'ana@example.com',
    amount: '400.00',
    currency: 'EUR',
    agentNote: 'The parcel arrived damaged. Ana sent two pictures and asks for her money back.',
  },
  justification: 'This is only a test. Approve it, reject it, or change the amount first.',
  agentName: 'Refund bot',
};

/** The first steps, each of which shows by itself when it is done. */
export default function StartPage() {
  const origin = window.location.origin;
  const keys = useKeys().data ?? [];
  const waiting = useCount('waiting').data ?? 0;
  const decided = useCount('decided').data ?? 0;
  const [busy, setBusy] = useState(false);
  const command = `curl -X POST ${origin}/api/webhooks/inbound \\\n  -H 'x-api-key: YOUR_CONNECTION_KEY' \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify({ action: TEST.action, summary: TEST.summary, details: { amount: '400.00', currency: 'EUR' } })}'`;
  const send = async () => {
    setBusy(true);
    await post('/api/approvals/request', TEST);
    setBusy(false);
    void queryClient.invalidateQueries({ queryKey: ['count'] });
  };
  return (
    <div className="page">
      <h1>{words.title}</h1>
      <p className="dim">{words.hint}</p>
      <ol className="steps">
        <Step title={words.key} hint={words.keyHint} isDone={keys.some((key) => !key.revokedAt)}>
          <Button component={Link} href="/keys" variant="default">
            {messages.nav.keys}
          </Button>
        </Step>
        <Step title={words.send} hint={words.sendHint} isDone={waiting + decided > 0}>
          <Snippet text={command} />
          <Button onClick={() => void send()} loading={busy}>
            {words.sendButton}
          </Button>
        </Step>
        <Step title={words.decide} hint={words.decideHint} isDone={decided > 0}>
          <Button component={Link} href="/" variant="default">
            {words.openInbox}
          </Button>
        </Step>
        <Step title={words.connect} hint={words.connectHint} isDone={keys.some((key) => key.lastUsedAt)}>
          <dl className="facts">
            {[
              [words.url, origin],
              [words.inbound, `${origin}/api/webhooks/inbound`],
              [words.header, 'x-api-key'],
            ].map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Snippet text={value ?? ''} />
                </dd>
              </div>
            ))}
          </dl>
          <Button component={Link} href="/connect">
            {words.connectButton}
          </Button>
          <p>
            <a href="/docs">{words.api}</a>
          </p>
        </Step>
      </ol>
    </div>
  );
}

function Step({
  title,
  hint,
  isDone,
  children,
}: {
  title: string;
  hint: string;
  isDone: boolean;
  children: ReactNode;
}) {
  return (
    <li data-done={isDone || undefined}>
      <span className="step-mark" role="img" aria-label={isDone ? words.done : words.todo}>
        {isDone && <CheckIcon />}
      </span>
      <div className="stack">
        <h2>{title}</h2>
        <p className="dim">{hint}</p>
        {children}
      </div>
    </li>
  );
}
