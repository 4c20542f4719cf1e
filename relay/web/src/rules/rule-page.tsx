import { Alert, Button, Checkbox, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import type { RuleRequest, RuleView } from '../../../contract/rule.js';
import { call } from '../api/client';
import { messages } from '../messages';
import { BackLink } from '../shell/back-link';
import { Notice } from '../shell/notice';
import { RemoveButton } from '../shell/remove-button';
import { Conditions } from './conditions';
import { emptyPolicy, emptyRule, requestOf, tryable } from './draft';
import { Effects } from './effects';
import { refreshRules, useRules } from './queries';
import { ReplayPanel } from './replay-panel';
import { TryPanel } from './try-panel';
import './rules.css';

const words = messages.rules;

/** One rule: written on the left, tried on the right. */
export default function RulePage({ id }: { id: string }) {
  const rules = useRules().data;
  if (id === 'new') return <Editor key={id} start={emptyRule()} />;
  if (id === 'new-policy') return <Editor key={id} start={emptyPolicy()} />;
  if (!rules) return null;
  const saved = rules.find((rule) => rule.id === id);
  if (!saved) return <Notice title={messages.errors.pageMissing} />;
  return <Editor key={id} start={requestOf(saved)} saved={saved} />;
}

function Editor({ start, saved }: { start: RuleRequest; saved?: RuleView }) {
  const [, navigate] = useLocation();
  const [rule, setRule] = useState(start);
  const [problem, setProblem] = useState('');
  const set = (change: Partial<RuleRequest>) => setRule((before) => ({ ...before, ...change }));
  const { settle } = rule;
  const isAsSaved = saved !== undefined && JSON.stringify(tryable(rule)) === JSON.stringify(tryable(requestOf(saved)));

  const send = async (request: RuleRequest) => {
    setProblem('');
    try {
      const path = saved ? `/api/rules/${saved.id}` : '/api/rules';
      const made = await call<RuleView>(saved ? 'PUT' : 'POST', path, request);
      await refreshRules();
      return made;
    } catch (error) {
      setProblem((error as Error).message);
      return undefined;
    }
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const made = await send({ ...tryable(rule), name: rule.name });
    if (!made) return;
    const isOff = made.settle !== null && !made.enabled;
    notifications.show({ title: made.name, message: isOff ? words.savedOff : words.saved });
    // A policy stays open: its replay, as it was saved, is the next thing to look at.
    if (made.settle) navigate(`/rules/${made.id}`);
    else navigate('/rules');
  };
  const remove = async () => {
    await call('DELETE', `/api/rules/${saved?.id}`);
    navigate('/rules');
    await refreshRules();
  };

  return (
    <div className="page rule-page">
      <BackLink to="/rules">{words.back}</BackLink>
      <div className="page-head">
        <h1>{saved ? saved.name : settle ? words.newPolicy : words.newRule}</h1>
        {saved && (
          <Switch
            size="md"
            label={saved.enabled ? words.on : words.off}
            aria-label={words.switch(saved.name)}
            checked={saved.enabled}
            disabled={!isAsSaved || (saved.settle !== null && !saved.replayed && !saved.enabled)}
            onChange={() => void send({ ...requestOf(saved), enabled: !saved.enabled })}
          />
        )}
      </div>
      <div className="rule-columns">
        <form className="rule-form" onSubmit={(event) => void save(event)}>
          {problem && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          <TextInput
            label={words.name}
            placeholder={words.nameHint}
            required
            value={rule.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <fieldset>
            <legend>{words.when} …</legend>
            <Conditions value={rule.when} onChange={(when) => set({ when })} />
          </fieldset>
          <fieldset>
            <legend>… {words.then}</legend>
            {settle ? (
              <div className="stack">
                <SegmentedControl
                  aria-label={words.verdict}
                  value={settle.verdict}
                  onChange={(verdict) => set({ settle: { ...settle, verdict: verdict as 'approve' | 'reject' } })}
                  data={(['approve', 'reject'] as const).map((value) => ({ value, label: words.verdictKind[value] }))}
                />
                <Textarea
                  className="rule-note"
                  label={words.note}
                  autosize
                  minRows={2}
                  value={settle.note ?? ''}
                  onChange={(event) => set({ settle: { ...settle, note: event.currentTarget.value } })}
                />
              </div>
            ) : (
              <>
                <Effects value={rule.then} onChange={(then) => set({ then })} />
                <Checkbox
                  mt="md"
                  label={words.stop}
                  description={words.stopHint}
                  checked={rule.stop}
                  onChange={(event) => set({ stop: event.currentTarget.checked })}
                />
              </>
            )}
          </fieldset>
          <div className="rule-foot">
            <Button type="submit" disabled={isAsSaved}>
              {words.save}
            </Button>
            {saved && <RemoveButton words={words} name={saved.name} remove={remove} />}
          </div>
        </form>
        {settle ? (
          <ReplayPanel rule={rule} id={isAsSaved ? saved.id : undefined} />
        ) : (
          <TryPanel rule={rule} id={saved?.id} />
        )}
      </div>
    </div>
  );
}
