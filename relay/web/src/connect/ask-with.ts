import { messages } from '../messages';

/** Asks as a program would that has this key, and gives the approval's id. Throws in the relay's own words. */
export async function askWith(key: string, name: string): Promise<string> {
  const response = await fetch('/api/approvals/request', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({
      action: 'process_refund',
      summary: 'Test: refund 400.00 EUR to ana@example.com',
      details: { ticketId: '9921', requester: 'ana@example.com', amount: '400.00', currency: 'EUR' },
      agentName: name,
    }),
  });
  const answer = (await response.json()) as { id?: string; detail?: string };
  if (!response.ok || answer.id === undefined) throw new Error(answer.detail ?? messages.errors.unknown);
  return answer.id;
}
