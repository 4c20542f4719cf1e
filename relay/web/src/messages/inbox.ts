export const inbox = {
  mine: 'Waiting for me',
  waiting: 'All waiting',
  decided: 'Decided',
  search: 'Search',
  searchHint: 'Search approvals',
  allRisks: 'Any risk',
  newItems: (count: number) => `${count} new`,
  showNew: (count: number) => `Show ${count} new approval${count === 1 ? '' : 's'}`,
  emptyWaiting: 'All done',
  emptyWaitingHint: (when: string | null) =>
    when
      ? `Nothing waits for you. The last decision was ${when}.`
      : 'Nothing waits for you. New approvals appear here by themselves.',
  emptyDecided: 'Nothing decided yet',
  emptyFound: 'Nothing matches',
  emptyFoundHint: 'Take a filter away, or search for something else.',
  pick: 'Choose an approval from the list',
  list: 'Approvals',
  clear: (what: string) => `Remove the filter ${what}`,
  first: 'New here? Make a key and send a test request.',
};
