import { createTheme, type MantineColorsTuple } from '@mantine/core';
import { messages } from './messages';

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

const red: MantineColorsTuple = [
  '#fff0ee',
  '#ffd9d5',
  '#ffbdb6',
  '#ff9a90',
  '#f57b70',
  '#e05a4f',
  '#c93b31',
  '#b3261e',
  '#931c15',
  '#75140f',
];

/** One accent; red only with a word and a shape. */
export const theme = createTheme({
  primaryColor: 'green',
  primaryShade: 7,
  colors: { green, red },
  defaultRadius: 'md',
  fontFamily: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': messages.close } } } },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
