/** What really comes back of each step, held against the sample and the output fields that the editor shows before. */
import { zapOf } from '../support/zapier/recipe.js';
import type { Runtime } from '../support/zapier/runtime.js';
import { settingForEach, waitingRefund } from './setting.js';

type Values = Record<string, unknown>;
interface OutputField {
  key?: string;
  type?: string;
  list?: boolean;
}
interface Operation {
  sample: Values;
  outputFields: OutputField[];
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const IS_OF_TYPE: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  datetime: (value) => TIME.test(String(value)),
};

/** What the editor was told and does not hold. The details differ from action to action; that they come is another test. */
function surprises(real: Values, { sample, outputFields }: Operation): string[] {
  const fixed = (values: Values) => Object.keys(values).filter((key) => !key.startsWith('detail_'));
  const told = new Map(outputFields.map((field) => [field.key, field]));
  return [
    ...fixed(real).flatMap((key) => (told.has(key) || key === 'id' ? [] : [`${key} is no output field`])),
    ...fixed(real).flatMap((key) => (key in sample ? [] : [`${key} is not in the sample`])),
    ...fixed(sample).flatMap((key) => (key in real ? [] : [`${key} is in the sample only`])),
    ...fixed(real).flatMap((key) => {
      const { type = 'string', list } = told.get(key) ?? {};
      const value = real[key];
      // An object is taken apart by Zapier, whatever its field says.
      if (value === null || list || typeof value === 'object') return [];
      return IS_OF_TYPE[type]!(value) ? [] : [`${key} is no ${type}`];
    }),
  ];
}

export function describeShapes(name: string, makeRuntime: () => Runtime): void {
  describe(name, () => {
    const setting = settingForEach(makeRuntime);

    const operation = async (kind: 'creates' | 'searches' | 'triggers', key: string): Promise<Operation> =>
      (await setting.runtime.execute({ command: 'definition' })).results[kind][key].operation;
    const done = async (kind: 'creates' | 'searches', key: string, inputData: object) =>
      (await setting.runner.execute(`${kind}.${key}.operation.perform`, { inputData })).results;
    const asked = { action: 'process_refund', summary: 'Refund', details: { amount: '400.00' }, group: 'Support' };

    test.each([
      ['request_approval', async () => asked],
      ['decide_approval', async () => ({ approvalId: await setting.relay.request(), verdict: 'reject', note: 'No' })],
      ['cancel_approval', async () => ({ approvalId: await setting.relay.request(), note: 'Withdrawn' })],
      ['add_comment', async () => ({ approvalId: await setting.relay.request(), text: 'The customer called.' })],
    ])('%s gives what was shown', async (key, inputData) => {
      expect(surprises(await done('creates', key, await inputData()), await operation('creates', key))).toEqual([]);
    });

    test('request_approval_and_wait gives what was shown, while it waits and when it goes on', async () => {
      const shown = await operation('creates', 'request_approval_and_wait');
      const { run, id } = await waitingRefund(setting);
      expect(surprises(run.outputs[2] as Values, shown)).toEqual([]);
      const { details } = (await setting.relay.get(`/api/approvals/${id}`)).body;
      const verdict = { verdict: 'approve', modifiedDetails: { ...details, amount: '1.00' }, reasonCode: 'goodwill' };
      await setting.relay.post(`/api/approvals/${id}/decision`, verdict);
      await setting.settle(() => run.state === 'success');
      expect(surprises(run.outputs[2] as Values, shown)).toEqual([]);
    });

    test.each([
      ['find_approval', { action: 'process_refund' }],
      ['find_approvals', { subject: 'zendesk_ticket', value: '9921' }],
    ])('%s gives what was shown', async (key, inputData) => {
      await setting.relay.request({ details: { ticketId: '9921', amount: 40 } });
      const found: Values[] = await done('searches', key, inputData);
      expect(found).toHaveLength(1);
      expect(surprises(found[0]!, await operation('searches', key))).toEqual([]);
    });

    const STARTS: Record<string, () => Promise<unknown>> = {
      approval_requested: () => setting.relay.request(),
      approval_decided: async () =>
        setting.relay.post(`/api/approvals/${await setting.relay.request()}/decision`, { verdict: 'approve' }),
      approval_expired: async () => {
        await setting.relay.request({ expiresInMinutes: 1 });
        await setting.relay.clock.advance(61_000);
      },
      delivery_failed: async () => {
        const webhookUrl = 'https://flows.example.com/';
        setting.relay.answers.set(webhookUrl, () => ({ status: 410, headers: {}, body: '' }));
        const id = await setting.relay.request({ webhookUrl });
        await setting.relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
      },
    };

    test.each(Object.keys(STARTS))('%s gives what was shown', async (event) => {
      const live = await setting.runner.turnOn(
        zapOf({ app: 'Countersign', kind: 'trigger', event, fields: {} }, { ...slack }),
      );
      await STARTS[event]!();
      await setting.settle(() => live.runs.length === 1);
      expect(surprises(live.runs[0]!.outputs[1] as Values, await operation('triggers', event))).toEqual([]);
    });
  });
}

const slack = { app: 'Slack', kind: 'action' as const, event: 'Send Channel Message', fields: { Text: '{{1__id}}' } };
