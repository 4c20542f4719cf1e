/** Every operation but waiting: what it is called, the fields it shows, and what it does for one item. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { addComment } from './add-comment';
import { cancel } from './cancel';
import { decide } from './decide';
import { get } from './get';
import { getMany } from './get-many';
import { request } from './request';

export interface Operation {
  fields: INodeProperties[];
  /** One output item for each object that comes back. */
  run(ctx: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]>;
}

export const operations: Record<string, Operation> = { addComment, cancel, decide, get, getAll: getMany, request };
