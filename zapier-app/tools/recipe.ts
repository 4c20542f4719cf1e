/** A recipe is data: the runner of the tests executes it, and its guide is generated from it. Zapier cannot import it. */
export interface Recipe {
  /** As Zapier wants the titles of templates: "Create … for new …". */
  title: string;
  description: string;
  /** What a reader must know or have before. */
  needs: string[];
  zaps: Zap[];
}

export interface Zap {
  name: string;
  steps: Step[];
}

export interface Step {
  /** Its number in the Zap, by which later steps map its values: `{{1__id}}`. */
  id: number;
  app: string;
  kind: 'trigger' | 'action' | 'search' | 'filter';
  /** The step's key for Countersign; for other apps the label that Zapier shows. */
  event: string;
  /** By key for Countersign, by label for other apps; for a filter its condition. */
  fields: Record<string, unknown>;
  /** Of other apps: what the step gives to later steps. */
  sample?: Record<string, unknown>;
  /** A remark for the guide. */
  note?: string;
}

export const OURS = 'Countersign';
