export const nav = {
  inbox: 'Inbox',
  deliveries: 'Answers sent',
  keys: 'Keys',
  start: 'Get started',
  settings: 'Settings',
  signOut: 'Sign out',
  menu: 'Menu',
  help: 'Keyboard shortcuts',
  skip: 'Skip to content',
};
