import { ADMIN, type TestRelay } from './relay.js';

/** Of Bob and of Cleo. */
export const PASSWORD = 'a long enough password';

/** The group Support with Alice, Bob and Cleo, as an admin makes it. */
export async function team(relay: TestRelay): Promise<void> {
  for (const name of ['bob', 'cleo']) {
    const invited = await relay.post('/api/people', { email: `${name}@example.com`, role: 'reviewer' });
    const token = new URL(invited.body.url as string).searchParams.get('token');
    const joined = await relay.post('/api/invitation', { token, name, password: PASSWORD }, {});
    if (joined.status !== 200) throw new Error(JSON.stringify([invited.body, joined.body]));
  }
  const members = [ADMIN.email, 'bob@example.com', 'cleo@example.com'];
  const made = await relay.post('/api/groups', { name: 'Support', members });
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
}
