import { NotFound } from '../errors.js';

/** The record, unless it is missing or belongs to another workspace: the caller is not told which. */
export function own<T extends { workspaceId: string }>(record: T | undefined, workspaceId: string, id: string): T {
  if (!record || record.workspaceId !== workspaceId) throw new NotFound(id);
  return record;
}
