import { sourceRuntime } from '../support/zapier/runtime.js';
import { describeZaps } from './describe-zaps.js';

describeZaps('the Zapier app from its source', sourceRuntime);
