export const votes = {
  progress: (have: number, need: number) => `${have} of ${need} approved`,
  label: 'Approvals so far',
  voted: 'You have approved. It goes on when the others have.',
  noted: 'Your approval is noted',
  waitsFor: (who: string) => `waits for ${who}`,
  next: 'next',
  mayNot: 'You may not decide this',
  proposed:
    'The vote is about changed details. Approving them as they stand counts together; another change starts the votes again.',
  separate: 'Who asked may not decide it.',
  by: 'Routed by',
};
