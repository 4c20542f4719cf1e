import type { WayBack } from '../deliveries/way-back.js';
import type { Approval, Batch, Callback } from '../store/records.js';

/** Why answers may not arrive where somebody waits for them, each said once. */
export function doubtsAbout(callbacks: Callback[], doubt: WayBack['doubt']): string[] {
  return [...new Set(callbacks.map(({ url }) => doubt(url)))].filter((each) => each !== undefined);
}

export function callbacksOf(asked: Approval | Batch): Callback[] {
  return 'callbacks' in asked ? asked.callbacks : asked.callback ? [asked.callback] : [];
}
