import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import { post } from '../api/client';
import { queryClient, useDeliveriesOf, useTimeline } from '../api/queries';
import { DeliveryRow } from '../deliveries/delivery-row';
import { messages } from '../messages';
import { When } from '../time/when';

const words = messages.approval;

/** What happened, who did it, and what became of the answers; with a place to say something. */
export function Timeline({ approval }: { approval: ApprovalView }) {
  const entries = useTimeline(approval.id).data?.items ?? [];
  // What people were told is in the story below; here are the answers that workflows and platforms wait for.
  const deliveries = (useDeliveriesOf(approval.id).data ?? []).filter(({ kind }) => kind !== 'notification');
  return (
    <>
      {deliveries.length > 0 && (
        <section>
          <h2>{words.answers}</h2>
          <ul className="deliveries">
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{words.timeline}</h2>
        <ol className="timeline">
          {entries.map((entry, index) => (
            <li key={index} data-event={entry.event}>
              <span>
                {messages.timeline[entry.event] ?? entry.event}
                {entry.by && <strong> · {entry.by}</strong>}
              </span>
              <span className="dim">
                <When time={entry.at} />
              </span>
              {entry.text && entry.event !== 'approval.requested' && <p>{entry.text}</p>}
            </li>
          ))}
        </ol>
        <CommentForm id={approval.id} />
      </section>
    </>
  );
}

function CommentForm({ id }: { id: string }) {
  const [text, setText] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    await post(`/api/approvals/${id}/comments`, { text });
    setText('');
    void queryClient.invalidateQueries({ queryKey: ['approval', id, 'timeline'] });
  };
  return (
    <form className="comment" onSubmit={(event) => void submit(event)}>
      <TextInput
        aria-label={words.comment}
        placeholder={words.commentHint}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!text.trim()}>
        {words.addComment}
      </Button>
    </form>
  );
}
