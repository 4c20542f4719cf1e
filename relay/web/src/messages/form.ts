export const form = {
  number: 'Enter a number.',
  email: 'Enter an e-mail address.',
  url: 'Enter a full address, such as https://example.com.',
  required: 'This cannot be empty.',
  minimum: (value: number) => `At least ${value}.`,
  maximum: (value: number) => `At most ${value}.`,
  remove: (label: string) => `Remove ${label}`,
  was: 'was',
  choose: 'Choose …',
};
