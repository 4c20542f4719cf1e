import { ActionIcon, Button, Menu, MultiSelect, Select, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import { get, post } from '../api/client';
import { queryClient, useMe } from '../api/queries';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { isAtLeast } from '../shell/settings-pages';
import { useShortcuts } from '../shell/use-shortcuts';
import './handling.css';

const words = messages.working;
const PRIORITIES = ['urgent', 'normal', 'low'] as const;

/** Who works on it, and what can be done about that: claim, hand on, assign, say how urgent it is. */
export function Handling({ approval }: { approval: ApprovalView }) {
  const me = useMe().data?.user;
  const [dialog, setDialog] = useState<'assign' | 'delegate'>();
  const mayDecide = isAtLeast(me?.role, 'reviewer');
  const isMine = approval.claimedBy !== null && approval.claimedBy === me?.email;

  const act = async (what: string, body: object = {}): Promise<boolean> => {
    try {
      const after = await post<ApprovalView>(`/api/approvals/${approval.id}/${what}`, body);
      queryClient.setQueryData(['approval', approval.id], after);
      void queryClient.invalidateQueries({ queryKey: ['approval', approval.id, 'timeline'] });
      void queryClient.invalidateQueries({ queryKey: ['approvals'] });
      return true;
    } catch (error) {
      notifications.show({ color: 'red', title: words.failed, message: (error as Error).message });
      void queryClient.invalidateQueries({ queryKey: ['approval', approval.id] });
      return false;
    }
  };
  const claim = () => void act(isMine ? 'release' : 'claim', isMine ? {} : { takeOver: approval.claimedBy !== null });
  useShortcuts(mayDecide ? { c: claim } : {});

  return (
    <div className="handling">
      <p>
        {approval.claimedBy && <strong>{isMine ? words.youWork : words.claimedBy(approval.claimedBy)}</strong>}
        {approval.assignees.length > 0 && <span>{words.assignedTo(approval.assignees.join(', '))}</span>}
        {approval.group && <span>{words.forGroup(approval.group)}</span>}
        {approval.targetMissedAt && <span className="urgent">{words.missed}</span>}
      </p>
      {mayDecide && (
        <div className="handling-buttons">
          <Button variant="default" size="xs" onClick={claim}>
            {isMine ? words.release : approval.claimedBy ? words.takeOver : words.claim}
          </Button>
          <Menu position="bottom-end" width={220}>
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={words.more}>
                <MoreIcon />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setDialog('delegate')}>{words.handOn}</Menu.Item>
              {isAtLeast(me?.role, 'lead') && <Menu.Item onClick={() => setDialog('assign')}>{words.assign}</Menu.Item>}
              <Menu.Label>{words.priority}</Menu.Label>
              {PRIORITIES.map((priority) => (
                <Menu.Item
                  key={priority}
                  aria-current={approval.priority === priority || undefined}
                  fw={approval.priority === priority ? 600 : undefined}
                  onClick={() => void act('priority', { priority })}
                >
                  {words.setPriority[priority]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
      <Dialog
        title={dialog === 'assign' ? words.assignTitle : words.handOnTitle}
        opened={dialog !== undefined}
        onClose={() => setDialog(undefined)}
      >
        {dialog && (
          <GiveForm
            kind={dialog}
            approval={approval}
            me={me?.email}
            onGiven={(body) => void act(dialog, body).then((done) => done && setDialog(undefined))}
          />
        )}
      </Dialog>
    </div>
  );
}

interface Reviewer {
  email: string;
  name: string;
  role: string;
}
const useReviewers = () =>
  useQuery({
    queryKey: ['reviewers'],
    queryFn: async () => (await get<{ items: Reviewer[] }>('/api/reviewers')).items,
    staleTime: 60_000,
  });

interface GiveFormProps {
  kind: 'assign' | 'delegate';
  approval: ApprovalView;
  me: string | undefined;
  onGiven: (body: object) => void;
}

function GiveForm({ kind, approval, me, onGiven }: GiveFormProps) {
  const people = (useReviewers().data ?? []).filter(({ role }) => role !== 'viewer');
  const [to, setTo] = useState<string[]>(kind === 'assign' ? approval.assignees : []);
  const [note, setNote] = useState('');
  const data = people
    .filter(({ email }) => kind === 'assign' || email !== me)
    .map(({ email, name }) => ({ value: email, label: `${name} (${email})` }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === 'assign') onGiven({ to });
    else if (to[0]) onGiven({ to: to[0], ...(note.trim() && { note: note.trim() }) });
  };
  return (
    <form className="stack" onSubmit={submit}>
      {kind === 'assign' ? (
        <MultiSelect label={words.to} data={data} value={to} onChange={setTo} searchable clearable />
      ) : (
        <>
          <Select
            label={words.to}
            data={data}
            value={to[0] ?? null}
            onChange={(value) => setTo(value ? [value] : [])}
            searchable
            required
          />
          <Textarea
            label={words.words}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
      <Button type="submit">{(kind === 'assign' ? words.assign : words.handOn).replace('…', '')}</Button>
    </form>
  );
}

const MoreIcon = () => (
  <svg width="18" height="18" viewBox="0 0 20 20" fill="currentColor" aria-hidden>
    <circle cx="4" cy="10" r="1.7" />
    <circle cx="10" cy="10" r="1.7" />
    <circle cx="16" cy="10" r="1.7" />
  </svg>
);
