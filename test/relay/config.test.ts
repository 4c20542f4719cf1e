import { describeSettings, readConfig } from '../../relay/config.js';

test('without any setting the relay runs for this machine alone', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8787,
    publicUrl: 'http://127.0.0.1:8787',
    allowPrivateHosts: [],
    rateLimitPerMinute: 6000,
  });
});

test('every wrong setting is named at once, with how to mend it', () => {
  const wrong = () =>
    readConfig({
      PORT: '99999',
      COUNTERSIGN_PUBLIC_URL: 'approvals.example.com',
      COUNTERSIGN_SECRET: 'short',
      COUNTERSIGN_ALLOW_PRIVATE_HOSTS: 'n8n,10.0.0.0/99',
      COUNTERSIGN_SETUP_EMAIL: 'alice@example.com',
    });
  for (const part of [
    /PORT: /,
    /COUNTERSIGN_PUBLIC_URL: Use a full http/,
    /COUNTERSIGN_SECRET: Use at least 32/,
    /"10\.0\.0\.0\/99" is no host name/,
    /COUNTERSIGN_SETUP_EMAIL and COUNTERSIGN_SETUP_PASSWORD: give both/,
  ])
    expect(wrong).toThrow(part);
});

test('an empty setting counts as none', () => {
  expect(readConfig({ PORT: '', COUNTERSIGN_SECRET: '' })).toMatchObject({ port: 8787, secret: undefined });
});

test('a public address is used without a slash at its end, and an IPv6 host with brackets', () => {
  expect(readConfig({ COUNTERSIGN_PUBLIC_URL: 'https://a.example/' }).publicUrl).toBe('https://a.example');
  expect(readConfig({ HOST: '::1' }).publicUrl).toBe('http://[::1]:8787');
});

test('the help lists every setting with its default', () => {
  const help = describeSettings();
  for (const name of ['PORT', 'COUNTERSIGN_DATA_DIR', 'COUNTERSIGN_RATE_LIMIT_PER_MINUTE', 'COUNTERSIGN_SETUP_KEY'])
    expect(help).toContain(name);
  expect(help).toContain('8787');
});
