/** The clouds that are played, and what a person would have entered as credentials for them. */

export const CLOUDS = [
  '*.zendesk.com',
  'api.intercom.io',
  'api.stripe.com',
  'slack.com',
  'hooks.slack.com',
  'api.hubapi.com',
  '*.freshdesk.com',
  '*.my.salesforce.com',
  'login.salesforce.com',
  'gmail.googleapis.com',
  'www.googleapis.com',
  'sheets.googleapis.com',
  'oauth2.googleapis.com',
  'api.example.com',
];

export const HOOK_HEADER = { 'x-webhook-key': 'hook-secret-of-the-tests' };
export const CLOUD_SIGNING_SECRET = 'signing-secret-of-the-tests';

const oauth = (more: object = {}) => ({
  clientId: 'client',
  clientSecret: 'secret',
  oauthTokenData: { access_token: 'token', refresh_token: 'refresh', token_type: 'Bearer', expires_in: 3600, ...more },
});

export const SECRETS = {
  zendeskApi: { subdomain: 'acme', email: 'bot@example.com', apiToken: 'zendesk-token' },
  intercomApi: { apiKey: 'intercom-token' },
  stripeApi: { secretKey: 'stripe-key' },
  slackApi: { accessToken: 'slack-token' },
  hubspotAppToken: { appToken: 'hubspot-token' },
  freshdeskApi: { apiKey: 'freshdesk-key', domain: 'your-company' },
  salesforceOAuth2Api: oauth({ instance_url: 'https://acme.my.salesforce.com' }),
  gmailOAuth2: oauth(),
  googleSheetsOAuth2Api: oauth(),
  httpHeaderAuth: { name: Object.keys(HOOK_HEADER)[0], value: Object.values(HOOK_HEADER)[0] },
  crypto: { hmacSecret: CLOUD_SIGNING_SECRET },
};
export type CredentialType = keyof typeof SECRETS | 'countersignApi' | 'openAiApi';
