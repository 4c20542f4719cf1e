import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import type { Condition, ConditionGroup } from '../../../contract/rule.js';
import { messages } from '../messages';
import { CrossIcon } from '../shell/icons';
import { ConditionRow } from './condition-row';
import { emptyCondition, type Item } from './draft';

const words = messages.rules;

interface ConditionsProps {
  value: { match: 'all' | 'any'; conditions: Item[] };
  onChange: (value: { match: 'all' | 'any'; conditions: Item[] }) => void;
  /** Groups hold conditions, and no other groups. */
  isInner?: boolean;
}

/** All or any of several conditions. */
export function Conditions({ value, onChange, isInner = false }: ConditionsProps) {
  const { match, conditions } = value;
  const put = (index: number, item: Item) => onChange({ match, conditions: conditions.toSpliced(index, 1, item) });
  const remove = (index: number) => onChange({ match, conditions: conditions.toSpliced(index, 1) });
  const add = (item: Item) => onChange({ match, conditions: [...conditions, item] });
  return (
    <div className="conditions" data-inner={isInner || undefined}>
      {conditions.length > 1 && (
        <NativeSelect
          aria-label={words.match}
          value={match}
          onChange={(event) => onChange({ match: event.currentTarget.value as 'all' | 'any', conditions })}
          data={(['all', 'any'] as const).map((each) => ({ value: each, label: words[each] }))}
        />
      )}
      <ul>
        {conditions.map((item, index) => (
          <li key={index} className={'match' in item ? 'condition-group' : 'condition'}>
            {'match' in item ? (
              <Conditions isInner value={item} onChange={(changed) => put(index, changed as ConditionGroup)} />
            ) : (
              <ConditionRow value={item} onChange={(changed: Condition) => put(index, changed)} />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              aria-label={'match' in item ? words.removeGroup : words.removeCondition}
              onClick={() => remove(index)}
            >
              <CrossIcon />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className="conditions-add">
        <Button variant="subtle" onClick={() => add(emptyCondition())}>
          {words.addCondition}
        </Button>
        {!isInner && (
          <Button
            variant="subtle"
            onClick={() => add({ match: 'any', conditions: [emptyCondition(), emptyCondition()] })}
          >
            {words.addGroup}
          </Button>
        )}
      </div>
    </div>
  );
}
