const frame = {
  width: 20,
  height: 20,
  viewBox: '0 0 20 20',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  'aria-hidden': true,
} as const;

export const UpIcon = () => (
  <svg {...frame}>
    <path d="M10 16V4M5 9l5-5 5 5" />
  </svg>
);
export const DownIcon = () => (
  <svg {...frame}>
    <path d="M10 4v12M5 11l5 5 5-5" />
  </svg>
);
