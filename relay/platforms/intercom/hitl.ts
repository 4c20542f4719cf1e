/**
 * Fin Procedures' "Ask teammate" by webhook: Fin waits for typed values. The question becomes an approval with a form of
 * just those fields; the decision goes back as `collect_agent_input`. Whoever answers first, here or in Intercom, wins.
 * https://developers.intercom.com/docs/references/preview/webhooks/webhook-models
 */
import { asString } from '../as-string.js';
import type { Approval } from '../../store/records.js';
import type { Request, Translation, WrittenBack } from '../platform.js';
import { final, judgeWriteBack } from '../written-back.js';
import { asText } from '../fill.js';
import { intercomHeaders, intercomUrl, type IntercomSettings } from './settings.js';

export const HITL_TOPIC = 'procedure.hitl_notification.created';

interface Attribute {
  identifier: string;
  name?: string;
  label?: string;
  data_type?: string;
  options?: Array<{ id: string; label: string }>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- another service's JSON, read with care
type Json = any;

export function proposeHitl(item: Json, settings: IntercomSettings): Translation {
  const { conversation_id: conversationId, step_id: stepId } = item ?? {};
  if (typeof conversationId !== 'string' || typeof stepId !== 'string')
    return { ignored: 'The question does not say which conversation and step it belongs to.' };
  const attributes = attributesOf(item);
  const names = fieldNames(attributes);
  const expiresAt = typeof item.expires_at === 'number' ? new Date(item.expires_at * 1000).toISOString() : undefined;
  return {
    proposal: {
      request: {
        action: typeof item.procedure_name === 'string' && item.procedure_name ? item.procedure_name : 'fin_procedure',
        summary: asText(asString(item.hitl_question ?? 'Fin asks a teammate')),
        details: Object.fromEntries(attributes.map((attribute, index) => [names[index], emptyValue(attribute)])),
        detailsSchema: {
          type: 'object',
          // A yes-or-no question that nobody touches is answered by the verdict itself.
          required: names.filter((_name, index) => attributes[index]?.data_type !== 'boolean'),
          properties: Object.fromEntries(attributes.map((attribute, index) => [names[index], schemaOf(attribute)])),
        },
        justification: conversationText(item.recent_messages),
        agentName: 'Fin',
        priority: item.priority === 'priority' ? 'urgent' : 'normal',
        ...(expiresAt && { expiresAt }),
        ...(typeof item.assign_to?.name === 'string' && { group: item.assign_to.name }),
        idempotencyKey: `fin ${stepId}`,
        metadata: { intercom: { topic: HITL_TOPIC, conversationId } },
      },
      source: {
        reference: {
          conversationId,
          stepId,
          hitl: attributes.map(({ identifier, data_type: type, options }, index) => ({
            identifier,
            name: names[index],
            type,
            options,
          })),
        },
        url: settings.accessToken
          ? `${intercomUrl(settings)}/procedures/${encodeURIComponent(conversationId)}/collect_agent_input`
          : null,
        link: typeof item.conversation_url === 'string' ? item.conversation_url : null,
      },
    },
  };
}

/** Every attribute must have a value. A rejection says no in every field that can say it. */
export async function answerHitl(
  approval: Approval,
  settings: IntercomSettings,
  request: Request,
): Promise<WrittenBack> {
  const { conversationId, stepId, hitl } = approval.source?.reference as {
    conversationId: string;
    stepId: string;
    hitl: Array<Attribute & { type?: string }>;
  };
  const effective = approval.modifiedDetails ?? approval.details;
  const answer = await request({
    method: 'POST',
    url: `${intercomUrl(settings)}/procedures/${encodeURIComponent(conversationId)}/collect_agent_input`,
    headers: intercomHeaders(settings, 'Preview'),
    json: {
      step_id: stepId,
      attribute_values: hitl.map(({ identifier, name = '', type, options }) => ({
        identifier,
        value: valueFor(approval, effective[name], type, options),
      })),
    },
  });
  if (answer.status === 409) return final('Somebody answered Fin in Intercom first; that answer counts.', answer);
  if (answer.status === 404) return final('Fin does not wait any more: the question has expired.', answer);
  return judgeWriteBack('Intercom', answer);
}

function valueFor(
  approval: Approval,
  value: unknown,
  type: string | undefined,
  options: Attribute['options'],
): unknown {
  const isApproved = approval.status === 'APPROVED';
  switch (type) {
    case 'boolean':
      // Untouched, the verdict itself is the answer to a yes-or-no question.
      return isApproved ? (typeof value === 'boolean' ? value : true) : false;
    case 'integer':
    case 'decimal':
      return typeof value === 'number' ? value : Number(value ?? 0);
    case 'list':
      // Fin wants the option's id; a form or an API client may give its label.
      return options?.find(({ id, label }) => id === value || label === value)?.id ?? value;
    default:
      return value === null || value === undefined || value === '' ? (approval.decisionNote ?? '') : asString(value);
  }
}

function attributesOf(item: Json): Attribute[] {
  const list: unknown[] = Array.isArray(item.attributes_to_collect) ? item.attributes_to_collect : [];
  return list.filter((each): each is Attribute => typeof (each as Attribute | null)?.identifier === 'string');
}

/** Names as people read them, each once. */
function fieldNames(attributes: Attribute[]): string[] {
  const seen = new Map<string, number>();
  return attributes.map(({ name, label, identifier }) => {
    const base = name || label || identifier;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : `${base} ${count}`;
  });
}

function emptyValue({ data_type: type }: Attribute): unknown {
  return type === 'boolean' ? null : '';
}

function schemaOf({ label, data_type: type, options }: Attribute): Record<string, unknown> {
  const title = label ? { title: label } : {};
  switch (type) {
    case 'boolean':
      return { type: 'boolean', ...title };
    case 'integer':
      return { type: 'integer', ...title };
    case 'decimal':
      return { type: 'number', ...title };
    case 'datetime':
      return { type: 'string', format: 'date-time', ...title };
    case 'list':
      return {
        type: 'string',
        ...title,
        oneOf: (options ?? []).map((option) => ({ const: option.id, title: option.label })),
      };
    default:
      return { type: 'string', ...title };
  }
}

function conversationText(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return undefined;
  const lines = (messages as Json[])
    .map((message) => ({
      who: message?.author?.name ?? message?.author?.type ?? 'somebody',
      said: asText(asString(message?.body ?? '')),
    }))
    .filter(({ said }) => said !== '')
    .map(({ who, said }) => `${asString(who)}: ${said}`);
  return lines.length > 0 ? lines.join('\n').slice(0, 10_000) : undefined;
}
