/** An AI agent on a real n8n, new and old, whose refund tool is behind Countersign; the model is played on loopback. */
import { randomUUID } from 'node:crypto';
import { startCloud, type Cloud } from './support/fake-cloud';
import { startModel, type Model, type ModelAnswer, type ModelMessage, type ToolCall } from './support/fake-model';
import { startN8n, type N8n, type WorkflowNode } from './support/n8n';
import { RELEASES } from './support/n8n-install';
import { callTo, webhook } from './support/refund-gate';
import { KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';

describe.each([RELEASES.oldestWithReview, RELEASES.newest].map((release) => [release.version, release] as const))(
  'with n8n %s',
  (_version, release) => {
    let relay: RelayProcess;
    let n8n: N8n;
    let cloud: Cloud;
    let model: Model;
    let play: (messages: ModelMessage[]) => ModelAnswer;
    let countersignApi: { id: string; name: string };
    let openAiApi: { id: string; name: string };

    beforeAll(async () => {
      [relay, cloud, n8n, model] = await Promise.all([
        startRelayProcess(),
        startCloud(),
        startN8n({ release }),
        startModel((messages) => play(messages)),
      ]);
      const data = { relayUrl: relay.url, connectionKey: KEY, signingSecret: SIGNING_SECRET };
      countersignApi = await n8n.createCredential('Countersign', 'countersignApi', data);
      openAiApi = await n8n.createCredential('Model', 'openAiApi', { apiKey: 'sk-none', url: model.url });
    }, 900_000);

    afterAll(async () => {
      await Promise.all([relay?.stop(), n8n?.stop(), cloud?.stop(), model?.stop()]);
    });

    const agent = (typeVersion: number): WorkflowNode => ({
      name: 'Agent',
      type: '@n8n/n8n-nodes-langchain.agent',
      typeVersion,
      parameters: { promptType: 'define', text: '={{ $json.body.question }}', options: {} },
    });
    const languageModel = (): WorkflowNode => ({
      name: 'Model',
      type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
      typeVersion: 1.2,
      credentials: { openAiApi },
      parameters: { model: { __rl: true, mode: 'id', value: 'gpt-4o-mini' }, options: {} },
    });

    /** Webhook → agent (model; refund tool behind the gate) → what the agent says goes to the cloud. */
    async function agentWorkflow(more: object = {}): Promise<{ id: string; hook: string }> {
      const hook = `agent-${randomUUID()}`;
      const nodes: WorkflowNode[] = [
        webhook(hook),
        agent(3),
        languageModel(),
        {
          name: 'Gate',
          type: 'n8n-nodes-countersign.countersignHitlTool',
          credentials: { countersignApi },
          parameters: {
            resource: 'approval',
            operation: 'sendAndWait',
            action: '={{ $json.tool }}',
            summary: '=The agent wants to use {{ $json.tool }}: {{ JSON.stringify($json.toolParameters) }}',
            details: '={{ $json }}',
            riskLevel: 'medium',
            ...more,
          },
        },
        {
          name: 'refund',
          type: 'n8n-nodes-base.httpRequestTool',
          typeVersion: 4.2,
          parameters: {
            toolDescription: 'Refunds an amount to a customer',
            method: 'POST',
            url: `${cloud.url}/refunds`,
            sendBody: true,
            specifyBody: 'json',
            jsonBody: `={{ JSON.stringify({ amount: $fromAI('amount', 'how much', 'string'), to: $fromAI('to', 'who', 'string') }) }}`,
            options: {},
          },
        },
        callTo('Answer', `${cloud.url}/said/${hook}`),
      ];
      const id = await n8n.publish(
        hook,
        nodes,
        [
          ['Webhook', 0, 'Agent'],
          ['Agent', 0, 'Answer'],
        ],
        [
          ['Model', 'ai_languageModel', 'Agent'],
          ['refund', 'ai_tool', 'Gate'],
          ['Gate', 'ai_tool', 'Agent'],
        ],
      );
      return { id, hook };
    }

    const told = (messages: ModelMessage[]) => messages.map(({ content }) => JSON.stringify(content)).join('\n');
    /** A model is shown the gate's own form, in which the tool's arguments are one field. */
    const refund = (amount: string): ToolCall => ({
      tool: 'refund',
      arguments: { toolParameters: { amount, to: 'ana@example.com' } },
    });
    const isAnswered = (messages: ModelMessage[]) => messages.some(({ role }) => role === 'tool');

    test('the tool runs after a person has said yes, with what the agent asked for', async () => {
      play = (messages) => (isAnswered(messages) ? { says: 'Refunded.' } : refund('400.00'));
      const { id, hook } = await agentWorkflow();
      await n8n.trigger(hook, { question: 'Refund 400 to Ana' });
      const [approval] = await relay.pending();
      expect(approval).toMatchObject({
        action: 'refund',
        details: { amount: '400.00', to: 'ana@example.com' },
        agentName: expect.stringContaining('AI agent'),
      });
      expect(cloud.to('/refunds')).toEqual([]);
      await relay.decide(approval.id, { verdict: 'approve' });
      await n8n.execution(id, 'success');
      expect(cloud.to('/refunds').map(({ body }) => body)).toEqual([{ amount: '400.00', to: 'ana@example.com' }]);
      expect(cloud.to(`/said/${hook}`)[0]!.body.output).toBe('Refunded.');
    });

    test('a rejection comes back to the agent with the reason, and nothing runs', async () => {
      const before = cloud.to('/refunds').length;
      play = (messages) =>
        /Out of policy/.test(told(messages)) ? { says: 'Sorry: out of policy.' } : refund('400.00');
      const { id, hook } = await agentWorkflow();
      await n8n.trigger(hook, { question: 'Refund 400 to Ana' });
      const [approval] = await relay.pending();
      await relay.decide(approval.id, { verdict: 'reject', note: 'Out of policy' });
      await n8n.execution(id, 'success');
      expect(cloud.to('/refunds')).toHaveLength(before);
      expect(cloud.to(`/said/${hook}`)[0]!.body.output).toBe('Sorry: out of policy.');
    });

    test('approved with changes, the agent calls again with those, and is not asked a second time', async () => {
      const before = cloud.to('/refunds').length;
      play = (messages) => {
        const words = told(messages);
        if (/only with these arguments/.test(words) && !/"ok\\*":/.test(words)) return refund('40.00');
        return isAnswered(messages) ? { says: 'Refunded 40.' } : refund('400.00');
      };
      const { id, hook } = await agentWorkflow();
      await n8n.trigger(hook, { question: 'Refund 400 to Ana' });
      const [approval] = await relay.pending();
      await relay.decide(approval.id, {
        verdict: 'approve',
        modifiedDetails: { amount: '40.00', to: 'ana@example.com' },
        note: 'Shipping only',
      });
      await n8n.execution(id, 'success');
      expect(
        cloud
          .to('/refunds')
          .slice(before)
          .map(({ body }) => body),
      ).toEqual([{ amount: '40.00', to: 'ana@example.com' }]);
      const { items } = await relay.get('/api/approvals?status=APPROVED&limit=1');
      expect(items[0]).toMatchObject({ autoDecided: true, decisionReasonCode: 'allowed_change' });
    });

    test.each([
      ['approve', 'approve'],
      ['reject', 'approve'],
      ['approve', 'reject'],
      ['reject', 'reject'],
    ])('two calls in one turn are both asked about, and each runs only by its own yes: %s, %s', async (...verdicts) => {
      const before = cloud.to('/refunds').length;
      play = (messages) => (isAnswered(messages) ? { says: told(messages) } : [refund('11.00'), refund('22.00')]);
      const { id, hook } = await agentWorkflow();
      await n8n.trigger(hook, { question: 'Refund twice' });
      const wanted: string[] = [];
      const asked: string[] = [];
      for (const verdict of verdicts) {
        const [approval] = await relay.pending();
        asked.push(approval.details.amount);
        if (verdict === 'approve') wanted.push(approval.details.amount);
        await relay.decide(approval.id, { verdict, note: `${verdict} ${approval.details.amount}` });
      }
      await n8n.execution(id, 'success');
      expect(asked.toSorted()).toEqual(['11.00', '22.00']);
      const ran = cloud.to('/refunds').slice(before);
      expect(ran.map(({ body }) => body.amount)).toEqual(wanted);
      const { output } = cloud.to(`/said/${hook}`)[0]!.body;
      for (const amount of asked.filter((each) => !wanted.includes(each)))
        expect(output.split(`The reviewer says: reject ${amount}`)).toHaveLength(2);
      // A model wants an answer to each of its calls, and only to those.
      const calls = model.asked
        .at(-1)!
        .flatMap(({ tool_calls: made }) => made ?? [])
        .map(({ id: call }) => call);
      const answers = model.asked.at(-1)!.flatMap(({ tool_call_id: call }) => call ?? []);
      expect(answers.toSorted()).toEqual(calls.toSorted());
      expect(answers).toHaveLength(2);
    });

    describe('as a tool with which the agent asks a person', () => {
      async function askingAgent(typeVersion: number) {
        const hook = `asking-${randomUUID()}`;
        const nodes: WorkflowNode[] = [
          webhook(hook),
          agent(typeVersion),
          languageModel(),
          {
            name: 'ask_a_person',
            type: 'n8n-nodes-countersign.countersignTool',
            typeVersion: 1.1,
            credentials: { countersignApi },
            parameters: {
              descriptionType: 'manual',
              toolDescription: 'Asks a person for permission',
              resource: 'approval',
              operation: 'sendAndWait',
              action: 'ask_a_person',
              summary: "={{ $fromAI('question', 'what to ask', 'string') }}",
              detailsMode: 'json',
              details: "={{ { question: $fromAI('question', 'what to ask', 'string') } }}",
            },
          },
          callTo('Answer', `${cloud.url}/said/${hook}`),
        ];
        const id = await n8n.publish(
          hook,
          nodes,
          [
            ['Webhook', 0, 'Agent'],
            ['Agent', 0, 'Answer'],
          ],
          [
            ['Model', 'ai_languageModel', 'Agent'],
            ['ask_a_person', 'ai_tool', 'Agent'],
          ],
        );
        return { id, hook };
      }
      beforeEach(() => {
        play = (messages) =>
          isAnswered(messages) ? { says: told(messages) } : { tool: 'ask_a_person', arguments: { question: 'May I?' } };
      });

      test('it waits, and the agent hears what the person said', async () => {
        const { id, hook } = await askingAgent(3);
        await n8n.trigger(hook, { question: 'Ask somebody' });
        const [approval] = await relay.pending();
        expect(approval).toMatchObject({ summary: 'May I?', details: { question: 'May I?' } });
        await relay.decide(approval.id, { verdict: 'approve', note: 'Go ahead' });
        await n8n.execution(id, 'success');
        const { output } = cloud.to(`/said/${hook}`)[0]!.body;
        expect(output).toContain('Go ahead');
        expect(output).toMatch(/approved\\*":true/);
      });

      test('it says so to an agent that is too old to wait, and asks nobody', async () => {
        const { id, hook } = await askingAgent(2);
        await n8n.trigger(hook, { question: 'Ask somebody' });
        const execution = await n8n.execution(id, 'success');
        const { data } = await n8n.call('GET', `/rest/executions/${execution.id}`);
        expect(data.data).toContain('This AI agent cannot wait for a person');
        expect(cloud.to(`/said/${hook}`)[0]!.body.output).not.toMatch(/approved/);
        expect((await relay.get('/api/approvals?status=PENDING')).items).toEqual([]);
      });
    });
  },
);
