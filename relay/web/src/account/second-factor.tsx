import { Alert, Button, CopyButton, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { AccountView, RecoveryCodes, SecondFactorSetup } from '../../../contract/account.js';
import { post } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { refreshAccount } from './queries';

const words = messages.account;
const FEW_CODES = 3;
type Act = 'turnOn' | 'turnOff' | 'renew';
const PATHS: Record<Act, string> = {
  turnOn: '/api/account/second-factor',
  turnOff: '/api/account/second-factor/remove',
  renew: '/api/account/second-factor/recovery-codes',
};

interface SecondFactorProps {
  account: Pick<AccountView, 'secondFactor'>;
  /** Once the recovery codes are kept. */
  onDone?: () => void;
}

/** On or off. Each change asks for the password first; setting it up goes on with a picture, a first code, and recovery codes. */
export function SecondFactor({ account, onDone }: SecondFactorProps) {
  const [asking, setAsking] = useState<Act>();
  const [setup, setSetup] = useState<SecondFactorSetup>();
  const [codes, setCodes] = useState<string[]>();
  const { secondFactor } = account;
  const passed = (act: Act, answer: unknown) => {
    setAsking(undefined);
    if (act === 'turnOn') setSetup(answer as SecondFactorSetup);
    if (act === 'renew') setCodes((answer as RecoveryCodes).codes);
    void refreshAccount();
  };
  const done = async () => {
    setCodes(undefined);
    await Promise.all([refreshAccount(), queryClient.invalidateQueries({ queryKey: ['me'] })]);
    onDone?.();
  };
  return (
    <div className="stack">
      <p>{secondFactor ? words.factorOn(secondFactor.recoveryCodesLeft) : words.factorOff}</p>
      {secondFactor && secondFactor.recoveryCodesLeft <= FEW_CODES && <p className="dim">{words.factorFew}</p>}
      {secondFactor ? (
        <div className="row-actions">
          <Button variant="default" onClick={() => setAsking('renew')}>
            {words.renew}
          </Button>
          <Button variant="default" onClick={() => setAsking('turnOff')}>
            {words.turnOff}
          </Button>
        </div>
      ) : (
        <Button onClick={() => setAsking('turnOn')}>{words.turnOn}</Button>
      )}
      <Dialog title={words.confirmTitle} opened={asking !== undefined} onClose={() => setAsking(undefined)}>
        {asking && <Confirm act={asking} onPassed={passed} />}
      </Dialog>
      <Dialog title={words.scanTitle} opened={setup !== undefined} onClose={() => setSetup(undefined)}>
        {setup && (
          <Scan
            setup={setup}
            onOn={(made) => {
              setSetup(undefined);
              setCodes(made);
            }}
          />
        )}
      </Dialog>
      <Dialog title={words.codesTitle} opened={codes !== undefined}>
        {codes && <Codes codes={codes} onDone={() => void done()} />}
      </Dialog>
    </div>
  );
}

function Confirm({ act, onPassed }: { act: Act; onPassed: (act: Act, answer: unknown) => void }) {
  const [current, setCurrent] = useState('');
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      onPassed(act, await post(PATHS[act], { current }));
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <PasswordInput
        label={words.current}
        autoComplete="current-password"
        required
        data-autofocus
        error={problem}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <Button type="submit">{words.goOn}</Button>
    </form>
  );
}

function Scan({ setup, onOn }: { setup: SecondFactorSetup; onOn: (codes: string[]) => void }) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      onOn((await post<RecoveryCodes>('/api/account/second-factor/confirm', { code })).codes);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{words.scan}</p>
      <img className="qr" alt={words.picture} src={`data:image/svg+xml,${encodeURIComponent(setup.qr)}`} />
      <p className="dim">
        {words.byHand} <code className="key-text">{setup.secret}</code>
      </p>
      <CodeInput value={code} onChange={setCode} error={problem} />
      <Button type="submit">{words.confirm}</Button>
    </form>
  );
}

function CodeInput({ value, onChange, error }: { value: string; onChange: (code: string) => void; error: string }) {
  return (
    <TextInput
      label={words.code}
      description={words.codeHint}
      inputMode="numeric"
      autoComplete="one-time-code"
      required
      error={error}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  return (
    <div className="stack">
      <Alert color="yellow">{words.codesHint}</Alert>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="dialog-foot">
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? words.copied : words.copyCodes}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>{words.codesKept}</Button>
      </div>
    </div>
  );
}
