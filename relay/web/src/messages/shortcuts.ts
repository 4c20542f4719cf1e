export const shortcuts = {
  title: 'Keyboard shortcuts',
  list: [
    ['j / k', 'Next / previous approval'],
    ['o', 'Open'],
    ['a', 'Approve'],
    ['r', 'Reject'],
    ['e', 'Edit'],
    ['c', 'Claim, or release'],
    ['x', 'Select for one verdict on many'],
    ['/', 'Search'],
    ['Esc', 'Leave a field'],
    ['?', 'This help'],
  ] as Array<[string, string]>,
};
