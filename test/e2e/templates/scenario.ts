/** What a scenario may say. It is data: the runner plays it, and the table in templates/n8n/README.md is made from it. */

import type { ModelAnswer } from '../support/fake-model';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- payloads and answers of other services
type Json = any;

export interface Scenario {
  /** File name in templates/n8n, without `.json`. */
  template: string;
  /** As in the table: Approved, Approved with changes, Rejected, Timed out, … */
  outcome: string;
  /** In words, for the table: what is seen in the end. */
  shows: string;
  steps: Step[];
  /**
   * Everything that the clouds are told to do, in any order and nothing else: a pattern or the whole of
   * `PUT acme.zendesk.com/…`, and what its body has at least. Reads are left out.
   */
  calls: Array<[to: string, body?: Json]>;
  /** What clouds answer, by the beginning of the call; everything else gets an empty object. */
  clouds?: Record<string, Json>;
  /** Deadlines and waits of the workflow are cut to this many seconds, and nothing else in it is changed. */
  hurry?: number;
  /** What the model says, turn by turn, in a template with an AI agent. */
  model?: ModelAnswer[];
  /** Words that the model must have been told. */
  modelHears?: string;
}

export type Step =
  | WebhookStep
  /** A platform calls the relay's connection; its deadline is `expiresIn` seconds away. */
  | { connection: 'intercom'; sends: Json; expiresIn: number }
  /** Fin gives a customer's conversation up to its helpdesk, the relay. */
  | { handsOver: string }
  /** Whatever waits in the relay is cancelled. */
  | { clear: true }
  /** Another workflow, whose error workflow is this one, fails with these words. */
  | { fails: string }
  /** Somebody runs the workflow by hand from this trigger. */
  | { run: string }
  | DecideStep
  /** A lead has made this rule, if there is none of its name yet. */
  | { rule: { name: string } & Json }
  /** The last decided approval's timeline says this. */
  | { timeline: RegExp }
  /** An approval is asked for straight at the relay; `expiresIn` is in seconds. */
  | { request: Json }
  /** Until a cloud is told this. */
  | { sees: RegExp }
  /** The workflow has an execution that waits. */
  | { waits: true };

/** The approval whose summary has these words is decided; `change` becomes its modified details. */
export interface DecideStep {
  decide: 'approve' | 'reject' | 'cancel';
  about?: string;
  note?: string;
  change?: object;
  /** A person of this name, who is invited and joins if need be. Else the connection key decides. */
  by?: string;
  /** What becomes of it, when that is not what was decided: it needs more people, or they may not. */
  then?: 'PENDING' | 'may_not_decide';
}

/** A platform calls a webhook of the workflow. */
export interface WebhookStep {
  /** Its path. `{approvalId}` is the last approval's, `<Chat>` the hidden ID of the node Chat. */
  webhook: string;
  method?: 'GET' | 'POST';
  body?: Json;
  /** Instead of a body: fields of a form, whose objects are JSON. */
  form?: Record<string, object>;
  headers?: Record<string, string>;
  /** Signed as this platform signs. */
  sign?: 'intercom' | 'slack';
  status?: number;
  /** What it must get back at least. */
  answer?: Json;
  /** What happens while it waits for the answer. */
  meanwhile?: Step[];
}
