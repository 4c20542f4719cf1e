/** One signed POST to an address that waits for a decision or an event. */
import { API_VERSION } from '../contract/openapi.js';
import { NotSent, type OutgoingAnswer, type Send } from '../outbound.js';
import { signedHeaders } from '../signature.js';
import type { Delivery, Key } from '../store/records.js';
import type { Store } from '../store/store.js';

interface PostDeps {
  store: Store;
  send: Send;
  /** Opens a sealed secret. */
  open: (sealed: string) => string;
}
export type Post = (delivery: Delivery, body: string, now: Date) => Promise<OutgoingAnswer | NotSent>;

export function createPost({ store, send, open }: PostDeps): Post {
  return async (delivery, body, now) => {
    const signer = await signerOf(store, delivery);
    const signature = signer && {
      secret: open(signer.sealedSigningSecret),
      id: delivery.id,
      now,
      body,
      cheqpointSignature: signer.cheqpointSignature,
    };
    const headers = {
      'content-type': 'application/json',
      'user-agent': `Countersign/${API_VERSION}`,
      ...(signature ? signedHeaders(signature) : { 'webhook-id': delivery.id }),
    };
    try {
      return await send({ url: delivery.url, method: 'POST', headers, body });
    } catch (error) {
      if (error instanceof NotSent) return error;
      throw error;
    }
  };
}

type Signer = Pick<Key, 'sealedSigningSecret' | 'cheqpointSignature'>;

/** Whose secret signs: the key's that asked, or the connection's that it came by. */
async function signerOf(store: Store, { keyId }: Delivery): Promise<Signer | undefined> {
  if (!keyId) return undefined;
  const key = await store.get('keys', keyId);
  if (key) return key;
  const connection = await store.get('connections', keyId);
  return connection && { sealedSigningSecret: connection.sealedSigningSecret, cheqpointSignature: false };
}
