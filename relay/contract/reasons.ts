/** Reason codes that every workspace starts with. A caller or reviewer may use others; the label is then the code in words. */
export const REASONS = [
  { code: 'verified_authorised', label: 'Verified and authorised' },
  { code: 'within_policy', label: 'Within policy' },
  { code: 'goodwill', label: 'Goodwill' },
  { code: 'out_of_policy', label: 'Out of policy' },
  { code: 'wrong_amount', label: 'Wrong amount' },
  { code: 'not_enough_information', label: 'Not enough information' },
  { code: 'duplicate', label: 'Duplicate request' },
  { code: 'suspected_fraud', label: 'Suspected fraud' },
] as const;
