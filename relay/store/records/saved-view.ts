/** A list with its filters, kept under a name. */
export interface SavedView {
  id: string;
  workspaceId: string;
  name: string;
  /** The address's query, such as `tab=mine&risk=high`. */
  query: string;
  /** E-mail of who made it. */
  by: string;
  shared: boolean;
  createdAt: string;
}
