import { createTheme, type MantineColorsTuple } from '@mantine/core';

const green: MantineColorsTuple = [
  '#e8f8f1',
  '#d2efe2',
  '#a4dec4',
  '#72cda5',
  '#49be8a',
  '#2fb479',
  '#0f8f63',
  '#0b7a54',
  '#066444',
  '#004d33',
];

/** One accent; red only with a word and a shape. */
export const theme = createTheme({
  primaryColor: 'green',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  colors: { green },
  defaultRadius: 'md',
  fontFamily: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
