import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Button, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'wouter';
import type { RuleView } from '../../../contract/rule.js';
import { call } from '../api/client';
import { messages } from '../messages';
import { requestOf } from './draft';
import { DownIcon, GripIcon, UpIcon } from '../shell/icons';
import { refreshRules } from './queries';
import { thenInWords, whenInWords } from './sentence';

const words = messages.rules;

interface RuleRowProps {
  rule: RuleView;
  place: number;
  last: number;
  onMove: (to: number) => void;
}

/** One rule as a sentence, where it can be moved, switched and opened. */
export function RuleRow({ rule, place, last, onMove }: RuleRowProps) {
  const { setNodeRef, setActivatorNodeRef, listeners, transform, transition, isDragging } = useSortable({
    id: rule.id,
  });
  const isUnseen = rule.settle !== null && rule.replayed === null;
  const toggle = async () => {
    try {
      await call('PUT', `/api/rules/${rule.id}`, { ...requestOf(rule), enabled: !rule.enabled });
    } catch (error) {
      notifications.show({ color: 'red', title: messages.decide.failed, message: (error as Error).message });
    }
    void refreshRules();
  };
  return (
    <li
      ref={setNodeRef}
      className="rule"
      data-off={!rule.enabled || undefined}
      data-pulled={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <div className="rule-moves">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          disabled={place === 0}
          aria-label={words.up(rule.name)}
          onClick={() => onMove(place - 1)}
        >
          <UpIcon />
        </ActionIcon>
        <span ref={setActivatorNodeRef} className="rule-place" title={words.pull} {...listeners}>
          <GripIcon />
          {place + 1}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          disabled={place === last}
          aria-label={words.down(rule.name)}
          onClick={() => onMove(place + 1)}
        >
          <DownIcon />
        </ActionIcon>
      </div>
      <div className="rule-says">
        <p>
          <strong>{rule.name}</strong>
          {rule.settle && <span className="rule-tag">{words.policy}</span>}
        </p>
        <p>
          {words.when} {whenInWords(rule.when)}, {words.then} <b>{thenInWords(rule)}</b>.
        </p>
        {rule.settle && (
          <p className="dim">
            {rule.replayed ? words.replayed(rule.replayed.matched, rule.replayed.disagreed) : words.notReplayed}
          </p>
        )}
      </div>
      <div className="rule-acts">
        <Switch
          size="md"
          checked={rule.enabled}
          disabled={isUnseen && !rule.enabled}
          aria-label={words.switch(rule.name)}
          label={rule.enabled ? words.on : words.off}
          onChange={() => void toggle()}
        />
        <Button component={Link} href={`/rules/${rule.id}`} variant="default" aria-label={`${words.edit} ${rule.name}`}>
          {words.edit}
        </Button>
      </div>
    </li>
  );
}
