export const errors = {
  unreachable: 'The relay cannot be reached. Trying again …',
  unknown: 'Something went wrong.',
  forbidden: 'You may not see this',
  forbiddenHint: 'Ask an admin of the workspace.',
  tryAgain: 'Try again',
  pageMissing: 'There is no such page',
};
