/** How the nodes speak with the relay. */
import {
  NodeApiError,
  NodeOperationError,
  type IDataObject,
  type IExecuteFunctions,
  type IHookFunctions,
  type IHttpRequestMethods,
  type ILoadOptionsFunctions,
  type IN8nHttpFullResponse,
  type INode,
  type IWebhookFunctions,
} from 'n8n-workflow';

type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

export interface RelayRequest {
  method: IHttpRequestMethods;
  /** Below the relay's URL, such as `/api/me`. */
  path: string;
  body?: IDataObject;
  query?: IDataObject;
  itemIndex?: number;
}

/** Calls the relay with the node's credential. Throws NodeApiError with the relay's own words when it refuses. */
export async function callRelay(ctx: Context, request: RelayRequest): Promise<IDataObject> {
  const { relayUrl } = await ctx.getCredentials<{ relayUrl: string }>('countersignApi');
  let response: IN8nHttpFullResponse;
  try {
    response = (await ctx.helpers.httpRequestWithAuthentication.call(ctx, 'countersignApi', {
      method: request.method,
      url: relayUrl.replace(/\/+$/, '') + request.path,
      body: request.body,
      qs: request.query,
      json: true,
      returnFullResponse: true,
      ignoreHttpStatusErrors: true,
    })) as IN8nHttpFullResponse;
  } catch (error) {
    // n8n has made a NodeApiError of it already, and one made of another, or with its code, keeps that one's words.
    const { message } = error as Error;
    throw new NodeApiError(
      ctx.getNode(),
      { message },
      {
        message: 'The Countersign relay cannot be reached',
        description: `Check that it is running and that the Relay URL in the credential is right. ${message}`,
        itemIndex: request.itemIndex,
      },
    );
  }
  if (response.statusCode >= 400) throw refused(ctx, request, response);
  return (response.body ?? {}) as IDataObject;
}

/** Any error as one that n8n shows well: its own kinds as they are, all others with the node and the item. */
export function nodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
  if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
  return new NodeOperationError(node, error as Error, { itemIndex });
}

/** One wrong field of a request, as the relay names it. */
export interface FieldError {
  path: string;
  message: string;
}

/** What the relay found wrong, if the error is its answer to a request with wrong fields. */
export function fieldErrors(error: unknown): FieldError[] {
  return error instanceof NodeApiError ? ((error.context.fieldErrors as FieldError[] | undefined) ?? []) : [];
}

interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  errors?: FieldError[];
}

function refused(ctx: Context, request: RelayRequest, response: IN8nHttpFullResponse): NodeApiError {
  const problem = problemOf(response.body);
  const error = new NodeApiError(
    ctx.getNode(),
    { status: response.statusCode, message: problem.detail ?? '' },
    {
      message: problem.title ?? `The relay answered ${response.statusCode}`,
      description: problem.detail ?? 'What answered is no Countersign relay. Check the Relay URL in the credential.',
      httpCode: String(response.statusCode),
      itemIndex: request.itemIndex,
    },
  );
  error.context.fieldErrors = problem.errors ?? [];
  error.context.code = problem.code;
  return error;
}

function problemOf(body: unknown): Problem {
  if (typeof body !== 'string') return (body ?? {}) as Problem;
  try {
    return JSON.parse(body) as Problem;
  } catch {
    return {};
  }
}
