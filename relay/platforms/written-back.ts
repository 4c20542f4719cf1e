/** What an answer of a platform's API means for a write-back. */
import type { ApiAnswer, WrittenBack } from './platform.js';

export const written = (answer: ApiAnswer): WrittenBack => ({ verdict: 'delivered', error: null, answer });
export const final = (error: string, answer: ApiAnswer | null = null): WrittenBack => ({
  verdict: 'final',
  error,
  answer,
});

/** 2xx is done; what was not found or not valid stays so; everything else may pass. `platform` is for people. */
export function judgeWriteBack(platform: string, answer: ApiAnswer): WrittenBack {
  const { status } = answer;
  if (status >= 200 && status < 300) return written(answer);
  const reason = reasonOf(answer);
  const said = `${platform} answered ${status}${reason ? `: ${reason}` : '.'}`;
  if (status === 401 || status === 403)
    return { verdict: 'retry', error: `${said} Check the access token in the connection.`, answer };
  if ([400, 404, 405, 410, 422].includes(status)) return final(said, answer);
  return { verdict: 'retry', error: said, answer };
}

function reasonOf({ json, text }: ApiAnswer): string {
  const found: unknown = json?.errors?.[0]?.message ?? json?.description ?? json?.message ?? json?.error;
  return (typeof found === 'string' ? found : text.startsWith('<') ? '' : text).trim().slice(0, 200);
}
