import { Tooltip } from '@mantine/core';
import { ago, exactTime } from './format';
import { useNow } from './use-now';

/** A time as "3 minutes ago", and exactly, with the zone, for those who point at it. */
export function When({ time }: { time: string }) {
  const now = useNow();
  return (
    <Tooltip label={exactTime(time)} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={time}>{ago(time, now)}</time>
    </Tooltip>
  );
}
