import { Button, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link } from 'wouter';
import { post } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { useRules, refreshRules } from './queries';
import { RuleList } from './rule-list';
import './rules.css';

const words = messages.rules;

/** The rules in the order in which they are read. */
export default function RulesPage() {
  const rules = useRules().data;
  const [said, setSaid] = useState('');

  const move = async (from: number, to: number) => {
    if (!rules) return;
    const moved = rules[from];
    const order = rules.filter((_, index) => index !== from).toSpliced(to, 0, ...(moved ? [moved] : []));
    queryClient.setQueryData(['rules'], order);
    try {
      await post('/api/rules/order', { ids: order.map(({ id }) => id) });
      if (moved) setSaid(words.moved(moved.name, to + 1));
    } catch (error) {
      notifications.show({ color: 'red', title: messages.decide.failed, message: (error as Error).message });
    }
    void refreshRules();
  };

  return (
    <div className="page rules">
      <div className="page-head">
        <h1>{words.title}</h1>
        <div className="rules-new">
          <Button component={Link} href="/rules/new-policy" variant="default">
            {words.addPolicy}
          </Button>
          <Button component={Link} href="/rules/new">
            {words.add}
          </Button>
        </div>
      </div>
      <p className="dim">{words.hint}</p>
      {rules?.length === 0 && (
        <div className="empty">
          <h2>{words.none}</h2>
          <p>{words.noneHint}</p>
        </div>
      )}
      <RuleList rules={rules ?? []} onMove={(from, to) => void move(from, to)} />
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
    </div>
  );
}
