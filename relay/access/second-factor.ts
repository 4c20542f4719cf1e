/** The second factor: an authenticator app, with recovery codes beside it. A code is good once. */
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { SecondFactorSetup } from '../contract/account.js';
import { InvalidRequest, RelayError } from '../errors.js';
import type { Sealer } from '../seal.js';
import type { User } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { newTotpSecret, stepOfCode, totpInvitation } from './totp.js';

export type SecondFactor = ReturnType<typeof createSecondFactor>;

export function createSecondFactor({ store, clock, sealer }: { store: Store; clock: Clock; sealer: Sealer }) {
  return {
    /** A new secret, which counts only once a code made with it has come back. */
    async begin(userId: string): Promise<SecondFactorSetup> {
      const secret = newTotpSecret();
      return store.transaction(async (tx) => {
        const user = await userOf(tx, userId);
        if (user.totp) throw alreadyOn();
        tx.put('users', { ...user, sealedTotpSetup: sealer.seal(secret) });
        return { secret, ...totpInvitation(secret, user.email) };
      });
    },

    /** Turns it on and answers the recovery codes, this once. Throws wrong_code. */
    async confirm(userId: string, code: string): Promise<string[]> {
      return store.transaction(async (tx) => {
        const user = await userOf(tx, userId);
        if (user.totp) throw alreadyOn();
        const sealed = user.sealedTotpSetup;
        if (!sealed) throw new InvalidRequest('Begin with a new secret first: POST /api/account/second-factor.');
        const step = stepOfCode(sealer.open(sealed), code, clock.now());
        if (step === undefined) throw new WrongCode();
        const { codes, hashes } = newRecoveryCodes();
        const totp = { sealedSecret: sealed, lastStep: step, since: clock.now().toISOString(), recovery: hashes };
        tx.put('users', { ...user, totp, sealedTotpSetup: null });
        note(tx, user, 'person.second_factor_on', user.email);
        return codes;
      });
    },

    /** The ones before stop working. */
    async renewRecoveryCodes(userId: string): Promise<string[]> {
      return store.transaction(async (tx) => {
        const user = await userOf(tx, userId);
        if (!user.totp) throw new InvalidRequest('Turn the second factor on first.');
        const { codes, hashes } = newRecoveryCodes();
        tx.put('users', { ...user, totp: { ...user.totp, recovery: hashes } });
        note(tx, user, 'person.recovery_codes_renewed', user.email);
        return codes;
      });
    },

    async remove(userId: string, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const user = await userOf(tx, userId);
        tx.put('users', { ...user, totp: null, sealedTotpSetup: null });
        note(tx, user, 'person.second_factor_off', by);
      });
    },

    /** Whether this code may pass, which uses it up: the same one, or an older one, does not pass again. */
    async pass(userId: string, code: string): Promise<boolean> {
      return store.transaction(async (tx) => {
        const user = await userOf(tx, userId);
        if (!user.totp) return false;
        const step = stepOfCode(sealer.open(user.totp.sealedSecret), code, clock.now());
        if (step !== undefined) {
          if (step <= user.totp.lastStep) return false;
          tx.put('users', { ...user, totp: { ...user.totp, lastStep: step } });
          return true;
        }
        const hash = hashRecoveryCode(code);
        if (!user.totp.recovery.includes(hash)) return false;
        note(tx, user, 'person.recovery_code_used', user.email);
        const recovery = user.totp.recovery.filter((each) => each !== hash);
        tx.put('users', { ...user, totp: { ...user.totp, recovery } });
        return true;
      });
    },
  };

  function note(tx: Transaction, { workspaceId, id }: User, event: string, by: string): void {
    audit(tx, { workspaceId, at: clock.now().toISOString(), event, by, subject: id, text: null });
  }
}

export class WrongCode extends RelayError {
  constructor() {
    const message = 'The code is not right, or was used already. Wait for the next one in your authenticator app.';
    super(401, 'wrong_code', 'Wrong code', message);
  }
}

async function userOf(tx: Transaction, id: string): Promise<User> {
  const user = await tx.get('users', id);
  if (!user) throw new InvalidRequest('This account does not exist any more.');
  return user;
}

function alreadyOn(): RelayError {
  const mend = 'Turn it off first, or ask an admin to reset it.';
  return new RelayError(409, 'second_factor_on', 'The second factor is on', `It is set up already. ${mend}`);
}
