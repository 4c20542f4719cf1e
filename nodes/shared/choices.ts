/** What the relay knows, as drop-downs: groups, reviewers, reason codes, platforms. */
import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { callRelay } from './transport';

/** Those who ask without a connection. */
const CLIENTS: Record<string, string> = { api: 'API', n8n: 'n8n', zapier: 'Zapier' };

export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  return (await itemsOf(this, '/api/groups')).map(({ name }) => ({ name: String(name), value: String(name) }));
}

export async function getReviewers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  return (await itemsOf(this, '/api/reviewers')).map(({ name, email }) => ({
    name: name ? `${String(name)} (${String(email)})` : String(email),
    value: String(email),
  }));
}

/** The most used first, as the relay orders them. */
export async function getReasonCodes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  return (await itemsOf(this, '/api/reason-codes')).map(({ label, code }) => ({
    name: String(label),
    value: String(code),
  }));
}

export async function getPlatforms(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  const platforms = (await itemsOf(this, '/api/platforms')).map(({ title, platform }) => ({
    name: String(title),
    value: String(platform),
  }));
  const clients = Object.entries(CLIENTS).map(([value, name]) => ({ name, value }));
  return [...platforms, ...clients].sort((one, other) => one.name.localeCompare(other.name));
}

async function itemsOf(ctx: ILoadOptionsFunctions, path: string): Promise<IDataObject[]> {
  return (await callRelay(ctx, { method: 'GET', path })).items as IDataObject[];
}
