import type { Platform } from '../platform.js';
import { ZendeskSettings } from './settings.js';
import { setUp } from './set-up.js';
import { verify } from './signature.js';
import { lookUp, read, translate } from './translate.js';
import { writeBack } from './write-back.js';

export const zendesk: Platform<ZendeskSettings> = {
  title: 'Zendesk',
  settings: ZendeskSettings,
  secrets: ['apiToken', 'signingSecret'],
  verify,
  read,
  lookUp,
  translate,
  setUp,
  writeBack,
};
