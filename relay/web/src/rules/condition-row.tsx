import { Autocomplete, Chip, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import type { Condition, TimeCondition, ValueCondition } from '../../../contract/rule.js';
import { messages } from '../messages';
import { useSeen } from './queries';
import { subject } from './sentence';

const words = messages.rules;
const SUBJECTS = ['action', 'platform', 'risk', 'priority', 'agent', 'group', 'summary', 'requestedBy'];
const OPERATORS = [
  'is',
  'isNot',
  'oneOf',
  'contains',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'exists',
  'missing',
] as const;
const LEVELS: Record<string, Array<{ value: string; label: string }>> = {
  risk: (['low', 'medium', 'high'] as const).map((value) => ({ value, label: messages.risk[value] })),
  priority: (['low', 'normal', 'urgent'] as const).map((value) => ({ value, label: messages.priority[value] })),
};

interface RowProps<C extends Condition = Condition> {
  value: C;
  onChange: (value: Condition) => void;
}

/** What is looked at, how it must be, and what it is compared with. */
export function ConditionRow({ value, onChange }: RowProps) {
  const seen = useSeen();
  const { what } = value;
  const isDetail = /^(details|metadata)\./.test(what);
  const isKnown = isDetail && seen.details.includes(what.slice('details.'.length));
  const choose = (chosen: string) => {
    if (chosen === 'time') onChange(office());
    else {
      const level = LEVELS[chosen];
      onChange({ what: chosen, is: level ? 'gte' : 'is', value: level?.at(-1)?.value ?? '' });
    }
  };
  return (
    <div className="condition-fields">
      <NativeSelect
        aria-label={words.what}
        value={isDetail && !isKnown ? 'details.' : what}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { group: words.request, items: SUBJECTS.map((each) => ({ value: each, label: subject(each) })) },
          {
            group: words.details,
            items: [
              ...seen.details.map((path) => ({ value: `details.${path}`, label: subject(`details.${path}`) })),
              { value: 'details.', label: words.otherDetail },
            ],
          },
          { group: words.time, items: [{ value: 'time', label: subject('time') }] },
        ]}
      />
      {isDetail && !isKnown && (
        <TextInput
          aria-label={words.path}
          placeholder={words.pathHint}
          value={what.slice(what.indexOf('.') + 1)}
          onChange={(event) =>
            onChange({ ...(value as ValueCondition), what: `details.${event.currentTarget.value.trim()}` })
          }
        />
      )}
      {'zone' in value ? (
        <TimeFields value={value} onChange={onChange} />
      ) : (
        <ValueFields value={value} onChange={onChange} />
      )}
    </div>
  );
}

function ValueFields({ value: condition, onChange }: RowProps<ValueCondition>) {
  const seen = useSeen();
  const { what, is, value } = condition;
  const list = Array.isArray(value) ? value.map(String) : [String(value ?? '')];
  const levels = LEVELS[what];
  const set = (changed: ValueCondition['value']) => onChange({ ...condition, value: changed });
  const compare = (operator: ValueCondition['is']) => {
    const [first = ''] = list;
    if (operator === 'exists' || operator === 'missing') return onChange({ what, is: operator });
    if (operator === 'oneOf') return onChange({ what, is: operator, value: list.filter((each) => each !== '') });
    if (operator === 'between') return onChange({ what, is: operator, value: [first, list[1] ?? ''] });
    return onChange({ what, is: operator, value: first });
  };
  const field = (index: number, name: string) =>
    levels ? (
      <NativeSelect
        key={index}
        aria-label={name}
        data={levels}
        value={list[index]}
        onChange={(event) =>
          set(is === 'between' ? list.toSpliced(index, 1, event.currentTarget.value) : event.currentTarget.value)
        }
      />
    ) : (
      <Autocomplete
        key={index}
        aria-label={name}
        data={seen.values[what] ?? []}
        placeholder={what.startsWith('details.') && /^(gt|lt|between)/.test(is) ? words.moneyHint : undefined}
        value={list[index] ?? ''}
        onChange={(text) => set(is === 'between' ? list.toSpliced(index, 1, text) : text)}
      />
    );
  return (
    <>
      <NativeSelect
        aria-label={words.how}
        value={is}
        onChange={(event) => compare(event.currentTarget.value as ValueCondition['is'])}
        data={OPERATORS.map((each) => ({ value: each, label: words.operator[each] ?? each }))}
      />
      {is === 'oneOf' ? (
        <TagsInput
          aria-label={words.value}
          placeholder={list.length === 0 ? words.listHint : undefined}
          data={levels?.map((each) => each.value) ?? seen.values[what] ?? []}
          value={list.filter((each) => each !== '')}
          onChange={set}
          acceptValueOnBlur
        />
      ) : is === 'between' ? (
        <>
          {field(0, words.from)}
          {field(1, words.to)}
        </>
      ) : is === 'exists' || is === 'missing' ? null : (
        field(0, words.value)
      )}
    </>
  );
}

function TimeFields({ value, onChange }: RowProps<TimeCondition>) {
  return (
    <>
      <NativeSelect
        aria-label={words.how}
        value={value.is}
        onChange={(event) => onChange({ ...value, is: event.currentTarget.value as TimeCondition['is'] })}
        data={(['within', 'outside'] as const).map((each) => ({ value: each, label: words.operator[each] ?? each }))}
      />
      <Chip.Group
        multiple
        value={value.days.map(String)}
        onChange={(days) => onChange({ ...value, days: days.map(Number).sort() })}
      >
        <div className="condition-days" role="group" aria-label={words.days}>
          {words.day.map((day, index) => (
            <Chip key={day} value={String(index + 1)} size="sm" radius="sm">
              {day}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <TextInput
        type="time"
        aria-label={words.from}
        value={value.from}
        onChange={(event) => onChange({ ...value, from: event.currentTarget.value || value.from })}
      />
      <TextInput
        type="time"
        aria-label={words.to}
        value={value.to}
        onChange={(event) => onChange({ ...value, to: event.currentTarget.value || value.to })}
      />
      <Autocomplete
        aria-label={words.zone}
        data={Intl.supportedValuesOf('timeZone')}
        limit={20}
        value={value.zone}
        onChange={(zone) => onChange({ ...value, zone })}
      />
    </>
  );
}

const office = (): TimeCondition => ({
  what: 'time',
  is: 'outside',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
});
