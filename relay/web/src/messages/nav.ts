export const nav = {
  inbox: 'Inbox',
  deliveries: 'Answers sent',
  keys: 'Keys',
  start: 'Get started',
  people: 'People',
  groups: 'Groups',
  account: 'Your account',
  settings: 'Settings',
  signOut: 'Sign out',
  menu: 'Menu',
  help: 'Keyboard shortcuts',
  skip: 'Skip to content',
};
