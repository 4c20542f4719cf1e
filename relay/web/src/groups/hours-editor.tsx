import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import type { WorkingHours } from '../../../contract/people.js';
import { messages } from '../messages';
import { CrossIcon } from '../shell/icons';
import { DAYS, nextHours, onDay } from './hours';

const words = messages.groups;

interface HoursEditorProps {
  hours: WorkingHours[];
  onChange: (hours: WorkingHours[]) => void;
}

/** A line a day: working or not, and from when until when; a break makes two. */
export function HoursEditor({ hours, onChange }: HoursEditorProps) {
  const setDay = (day: number, own: WorkingHours[]) => onChange([...hours.filter((each) => each.day !== day), ...own]);
  const likeMonday = () => {
    const monday = onDay(hours, 1);
    const others = hours.filter(({ day }) => day === 1 || day > 5);
    onChange([...others, ...[2, 3, 4, 5].flatMap((day) => monday.map((each) => ({ ...each, day })))]);
  };
  return (
    <div className="hours">
      {DAYS.map((day) => (
        <Day key={day} day={day} own={onDay(hours, day)} onChange={(own) => setDay(day, own)} />
      ))}
      <Button variant="subtle" size="xs" onClick={likeMonday}>
        {words.likeMonday}
      </Button>
    </div>
  );
}

function Day({ day, own, onChange }: { day: number; own: WorkingHours[]; onChange: (own: WorkingHours[]) => void }) {
  const name = words.days[day - 1] ?? '';
  const more = nextHours(own, day);
  const replace = (index: number, change: Partial<WorkingHours>) =>
    onChange(own.map((each, at) => (at === index ? { ...each, ...change } : each)));
  return (
    <div className="hours-day">
      <Checkbox
        label={name}
        checked={own.length > 0}
        onChange={(event) => onChange(event.currentTarget.checked && more ? [more] : [])}
      />
      <div className="hours-spans">
        {own.length === 0 && <span className="dim">{words.off}</span>}
        {own.map(({ from, to }, index) => (
          <div key={index} className="hours-span">
            <TextInput
              type="time"
              aria-label={words.from(name)}
              required
              value={from}
              onChange={(event) => replace(index, { from: event.currentTarget.value })}
            />
            <span aria-hidden>–</span>
            <TextInput
              type="time"
              aria-label={words.to(name)}
              required
              // The end of the day, which a clock calls midnight.
              value={to === '24:00' ? '00:00' : to}
              onChange={(event) => replace(index, { to: event.currentTarget.value.replace(/^00:00$/, '24:00') })}
            />
            {own.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={words.less(name)}
                onClick={() => onChange(own.filter((_, at) => at !== index))}
              >
                <CrossIcon />
              </ActionIcon>
            )}
            {index === own.length - 1 && more && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={words.more(name)}
                onClick={() => onChange([...own, more])}
              >
                +
              </Button>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
