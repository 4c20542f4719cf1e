/** The credential of every node in these tests, authenticated as n8n's server does it for a generic one. */
import { ICredentialsHelper, type IHttpRequestOptions, type INode, type Workflow } from 'n8n-workflow';
import { CountersignApi } from '../../../credentials/CountersignApi.credentials';

export interface Secrets {
  relayUrl: string;
  connectionKey: string;
  signingSecret: string;
}

export class OneCredential extends ICredentialsHelper {
  constructor(public secrets: Secrets) {
    super();
  }

  async authenticate(secrets: object, _type: string, request: IHttpRequestOptions, workflow: Workflow, node: INode) {
    const headers = new CountersignApi().authenticate.properties.headers as Record<string, string>;
    const resolved = Object.entries(headers).map(([name, value]) => [
      name,
      workflow.expression.getSimpleParameterValue(node, value, 'internal', { $credentials: secrets }, undefined, ''),
    ]);
    return { ...request, headers: { ...request.headers, ...Object.fromEntries(resolved) } };
  }

  getDecrypted = async () => ({ ...this.secrets });
  getCredentialsProperties = () => new CountersignApi().properties;
  isCredentialUsableByNode = () => true;
  getParentTypes = () => [];
  preAuthentication = async () => undefined;
  runPreAuthentication = async () => undefined;
  getCredentials = () => Promise.reject(new Error('No credential is read as n8n stores it.'));
  updateCredentials = () => Promise.reject(new Error('No credential is written.'));
  updateCredentialsOauthTokenData = () => Promise.reject(new Error('No credential is written.'));
}
