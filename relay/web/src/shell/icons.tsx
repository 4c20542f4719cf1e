/** Small pictures, drawn in the colour of the text around them. */
const frame = {
  width: 20,
  height: 20,
  viewBox: '0 0 20 20',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
  'aria-hidden': true,
} as const;

export const MenuIcon = () => (
  <svg {...frame}>
    <path d="M3 5.5h14M3 10h14M3 14.5h14" />
  </svg>
);
export const BackIcon = () => (
  <svg {...frame}>
    <path d="M12 4l-6 6 6 6" />
  </svg>
);
export const CheckIcon = () => (
  <svg {...frame}>
    <path d="M4 10.5l4 4 8-9" />
  </svg>
);
export const CrossIcon = () => (
  <svg {...frame}>
    <path d="M5 5l10 10M15 5L5 15" />
  </svg>
);
export const SearchIcon = () => (
  <svg {...frame}>
    <circle cx="9" cy="9" r="5" />
    <path d="M13 13l4 4" />
  </svg>
);
export const UpIcon = () => (
  <svg {...frame} strokeLinejoin="round">
    <path d="M10 16V4M5 9l5-5 5 5" />
  </svg>
);
export const DownIcon = () => (
  <svg {...frame} strokeLinejoin="round">
    <path d="M10 4v12M5 11l5 5 5-5" />
  </svg>
);
export const GripIcon = () => (
  <svg {...frame}>
    <path d="M7.5 5v.01M12.5 5v.01M7.5 10v.01M12.5 10v.01M7.5 15v.01M12.5 15v.01" strokeLinecap="round" />
  </svg>
);
