/** Coming in: with the password, and the second factor where it is on. Refusals are written down. */
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import { RelayError } from '../errors.js';
import type { User } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Attempts } from './attempts.js';
import { isPassword } from './passwords.js';
import { WrongCode, type SecondFactor } from './second-factor.js';
import type { Sessions, SignedIn } from './sessions.js';

/** Where a call comes from. */
export interface Origin {
  address: string;
  userAgent: string;
}
interface SignInDeps {
  store: Store;
  clock: Clock;
  attempts: Attempts;
  secondFactor: SecondFactor;
  sessions: Sessions;
}
export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn({ store, clock, attempts, secondFactor, sessions }: SignInDeps) {
  return {
    /** Throws wrong_credentials, code_needed or wrong_code (401), or too_many_attempts (429) after repeated failures. */
    async signIn(
      email: string,
      password: string,
      code: string | undefined,
      from: Origin,
    ): Promise<SignedIn & { token: string }> {
      const attempt = { email, address: from.address };
      await attempts.begin(attempt);
      const user = await store.findUserByEmail(email);
      if (!(await isPassword(password, user?.passwordHash)) || !user || user.disabledAt) {
        await refused(user, email, from.address);
        throw wrongCredentials('The e-mail address or the password is not right.');
      }
      if (user.totp && !code) {
        await attempts.giveBack(attempt);
        throw new CodeNeeded();
      }
      if (user.totp && code && !(await secondFactor.pass(user.id, code))) {
        await refused(user, email, from.address);
        throw new WrongCode();
      }
      await attempts.succeeded(attempt);
      return sessions.start(user, from.userAgent);
    },

    /** That whoever has the session also knows the password. Throws wrong_credentials or too_many_attempts. */
    async checkPassword(user: User, password: string, address: string): Promise<void> {
      const attempt = { email: user.email, address };
      await attempts.begin(attempt);
      if (await isPassword(password, user.passwordHash)) return attempts.giveBack(attempt);
      await refused(user, user.email, address);
      throw wrongCredentials('Your present password is not right.');
    },
  };

  /** An address that nobody has is written down in the relay's first workspace: that of its operator. */
  async function refused(user: User | undefined, email: string, address: string): Promise<void> {
    const workspaceId = user?.workspaceId ?? (await store.list('workspaces'))[0]?.id;
    if (workspaceId === undefined) return;
    const at = clock.now().toISOString();
    await store.transaction(async (tx) =>
      audit(tx, { workspaceId, at, event: 'session.refused', by: email, subject: user?.id ?? null, text: address }),
    );
  }
}

function wrongCredentials(message: string): RelayError {
  return new RelayError(401, 'wrong_credentials', 'Not signed in', message);
}

class CodeNeeded extends RelayError {
  constructor() {
    const message = 'Send the code of your authenticator app, or a recovery code, as code.';
    super(401, 'code_needed', 'One more step', message);
  }
}
