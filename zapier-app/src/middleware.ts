import type { BeforeRequestMiddleware } from 'zapier-platform-core';
import { isBelow, relayUrl } from './relay/relay-url.js';

/**
 * Adds the connection key to what goes to the relay, and to nothing else. Redirects are not followed: the client would
 * take the key along to wherever they lead.
 */
const addConnectionKey: BeforeRequestMiddleware = (request, z, bundle) => {
  if (!isBelow(relayUrl(z, bundle), request.url)) return request;
  return {
    ...request,
    redirect: 'manual',
    headers: { ...request.headers, 'x-api-key': (bundle.authData.apiKey ?? '').trim() },
  };
};

export const befores = [addConnectionKey];
