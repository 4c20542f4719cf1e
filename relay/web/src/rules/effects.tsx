import { Autocomplete, Checkbox, MultiSelect, NativeSelect, NumberInput, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Quorum } from '../../../contract/votes.js';
import type { Effects as EffectsOf } from '../../../contract/rule.js';
import { get } from '../api/client';
import { useMe } from '../api/queries';
import { messages } from '../messages';
import { useGroupNames, useReviewers } from './queries';

const words = messages.rules;
const KINDS = ['one', 'count', 'everyone', 'sequence'] as const;
const QUORUM: Record<(typeof KINDS)[number], (groups: string[]) => Quorum | undefined> = {
  one: () => undefined,
  count: () => ({ kind: 'count', count: 2 }),
  everyone: () => ({ kind: 'everyone' }),
  sequence: (groups) => ({ kind: 'sequence', groups: groups.slice(0, 2) }),
};

interface EffectsProps {
  value: EffectsOf;
  onChange: (value: EffectsOf) => void;
}

/** What a rule does with what it matches. What is left as it is, the rule says nothing about. */
export function Effects({ value, onChange }: EffectsProps) {
  const groups = useGroupNames();
  const people = useReviewers().map(({ email }) => email);
  const channels = useChannels();
  const set = (change: Partial<EffectsOf>) => onChange({ ...value, ...change });
  const { quorum } = value;
  return (
    <div className="effects">
      <Autocomplete
        label={words.group}
        placeholder={words.everybody}
        data={groups}
        value={value.group ?? ''}
        onChange={(group) => set({ group: group || undefined })}
      />
      <TagsInput
        label={words.assignees}
        placeholder={value.assignees?.length ? undefined : words.assigneesHint}
        data={people}
        value={value.assignees ?? []}
        onChange={(assignees) => set({ assignees: assignees.length > 0 ? assignees : undefined })}
        acceptValueOnBlur
      />
      <Checkbox
        className="effects-wide"
        label={words.leastLoaded}
        checked={value.leastLoaded ?? false}
        onChange={(event) => set({ leastLoaded: event.currentTarget.checked || undefined })}
      />
      <NativeSelect
        label={words.quorum}
        value={quorum?.kind ?? 'one'}
        onChange={(event) => set({ quorum: QUORUM[event.currentTarget.value as (typeof KINDS)[number]](groups) })}
        data={KINDS.map((kind) => ({ value: kind, label: words.quorumKind[kind] }))}
      />
      {quorum?.kind === 'count' && (
        <NumberInput
          label={words.count}
          min={2}
          max={20}
          clampBehavior="strict"
          value={quorum.count}
          onChange={(count) => set({ quorum: { kind: 'count', count: Number(count) || 2 } })}
        />
      )}
      {quorum?.kind === 'sequence' && (
        <TagsInput
          label={words.groups}
          placeholder={words.listHint}
          data={groups}
          value={quorum.groups}
          onChange={(chosen) => set({ quorum: { kind: 'sequence', groups: chosen } })}
          acceptValueOnBlur
        />
      )}
      <Checkbox
        className="effects-wide"
        label={words.separateDuty}
        checked={value.separateDuty ?? false}
        onChange={(event) => set({ separateDuty: event.currentTarget.checked || undefined })}
      />
      <NativeSelect
        label={words.priority}
        value={value.priority ?? ''}
        onChange={(event) => set({ priority: (event.currentTarget.value || undefined) as EffectsOf['priority'] })}
        data={[
          { value: '', label: words.unchanged },
          ...(['low', 'normal', 'urgent'] as const).map((each) => ({ value: each, label: messages.priority[each] })),
        ]}
      />
      <NativeSelect
        label={words.risk}
        value={value.risk ?? ''}
        onChange={(event) => set({ risk: (event.currentTarget.value || undefined) as EffectsOf['risk'] })}
        data={[
          { value: '', label: words.unchanged },
          ...(['low', 'medium', 'high'] as const).map((each) => ({ value: each, label: messages.risk[each] })),
        ]}
      />
      <NumberInput
        label={words.deadline}
        description={words.deadlineHint}
        min={1}
        max={527_040}
        allowDecimal={false}
        value={value.deadlineMinutes ?? ''}
        onChange={(minutes) => set({ deadlineMinutes: Number(minutes) || undefined })}
      />
      {channels.length > 0 && (
        <MultiSelect
          label={words.channels}
          data={channels}
          value={value.channels ?? []}
          onChange={(chosen) => set({ channels: chosen.length > 0 ? chosen : undefined })}
        />
      )}
    </div>
  );
}

/** Only admins see the channels; who does not leaves them as they are. */
function useChannels(): Array<{ value: string; label: string }> {
  const isAdmin = useMe().data?.user?.role === 'admin';
  const channels = useQuery({
    queryKey: ['channels', 'names'],
    queryFn: async () => (await get<{ items: Array<{ id: string; name: string }> }>('/api/channels')).items,
    enabled: isAdmin,
  }).data;
  return (channels ?? []).map(({ id, name }) => ({ value: id, label: name }));
}
