/** Every sentence of the inbox, one file an area, so that it can be said in another language. */
import { nav } from './nav';
import { theme } from './theme';
import { risk } from './risk';
import { priority } from './priority';
import { status } from './status';
import { inbox } from './inbox';
import { approval } from './approval';
import { decide } from './decide';
import { votes } from './votes';
import { rules } from './rules';
import { form } from './form';
import { timeline } from './timeline';
import { deliveries } from './deliveries';
import { keys } from './keys';
import { connections } from './connections';
import { connect } from './connect';
import { connectSteps } from './connect-steps';
import { channels } from './channels';
import { start } from './start';
import { people } from './people';
import { groups } from './groups';
import { account } from './account';
import { review } from './review';
import { session } from './session';
import { errors } from './errors';
import { audit } from './audit';
import { times } from './times';
import { working } from './working';
import { shortcuts } from './shortcuts';

export const messages = {
  product: 'Countersign',
  close: 'Close',
  nav,
  theme,
  risk,
  priority,
  status,
  inbox,
  approval,
  decide,
  votes,
  rules,
  form,
  timeline,
  deliveries,
  keys,
  connections,
  connect,
  connectSteps,
  channels,
  start,
  people,
  groups,
  account,
  review,
  session,
  errors,
  shortcuts,
  working,
  audit,
  times,
};
