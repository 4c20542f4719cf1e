/**
 * The node as n8n's own human review of an AI agent's tool calls. n8n makes that variant by itself and names it
 * `…HitlTool`. It runs a tool that was approved with the agent's own arguments, so changed ones go back to the agent as words.
 */
import type { IDataObject, IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { decisionOf, endingOf } from './route';

export function isGate(ctx: IExecuteFunctions | IWebhookFunctions): boolean {
  return ctx.getNode().type.endsWith('HitlTool');
}

/** A tool that the agent calls to ask a person. Like the gate it has one output. */
export function isTool(ctx: IExecuteFunctions | IWebhookFunctions): boolean {
  return ctx.getNode().type.endsWith('Tool');
}

/** Older agents call their tools within their own run, which n8n cannot interrupt: the tool would answer before anybody has. */
export function canWait(ctx: IExecuteFunctions): boolean {
  return !isTool(ctx) || !('cloneWith' in ctx);
}

/** What the agent wants to do, as n8n hands it over: `{tool, toolParameters, toolCallId}`. */
export function gateRequest(ctx: IExecuteFunctions, request: IDataObject, itemIndex: number): IDataObject {
  const { tool, toolParameters } = (ctx.getInputData()[itemIndex]?.json ?? {}) as {
    tool?: string;
    toolParameters?: unknown;
  };
  const isWhole = (request.details as IDataObject | undefined)?.toolCallId !== undefined;
  return {
    ...request,
    details: isWhole ? argumentsOf(toolParameters) : request.details,
    justification: request.justification ?? (ctx.getNodeParameter('message', itemIndex, '') as string),
    agentName: request.agentName ?? `AI agent in ${ctx.getWorkflow().name ?? 'n8n'}`,
    changeScope: ['n8n', ctx.getInstanceId(), ctx.getExecutionId(), tool].join(' ').slice(0, 255),
  };
}

/** `approved` and `chatInput` are what n8n's agent reads; the first output is the only one that the variant has. */
export function gateOutput(approvals: IDataObject[]): INodeExecutionData[][] {
  return [approvals.map((approval, item) => ({ json: verdictFor(approval), pairedItem: { item } }))];
}

function verdictFor(approval: IDataObject): IDataObject {
  const decision = decisionOf(approval);
  const feedback = feedbackFor(approval);
  return feedback === undefined ? decision : { ...decision, approved: false, chatInput: feedback };
}

/** Words for the agent, or undefined when its call may run as it is. */
function feedbackFor(approval: IDataObject): string | undefined {
  const note = approval.decisionNote ? ` The reviewer says: ${String(approval.decisionNote)}` : '';
  switch (endingOf(approval)) {
    case 'approved':
      return approval.modifiedDetails
        ? `Approved, but only with these arguments: ${JSON.stringify(approval.modifiedDetails)}. Call the tool again with exactly these; it then runs without another question.${note}`
        : undefined;
    case 'timedOut':
      return 'Nobody answered in time, so it was not allowed. Do not try again; tell the customer that it takes longer.';
    case 'cancelled':
      return `The request was taken back. Do not try again.${note}`;
    case 'rejected':
      return `Rejected. Do not try again with the same arguments; tell the customer why.${note}`;
  }
}

function argumentsOf(toolParameters: unknown): IDataObject {
  if (typeof toolParameters === 'object' && toolParameters !== null && !Array.isArray(toolParameters))
    return toolParameters as IDataObject;
  return { input: toolParameters as IDataObject[string] };
}
