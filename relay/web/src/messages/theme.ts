export const theme = { light: 'Light', dark: 'Dark', auto: 'As the system', label: 'Appearance' };
