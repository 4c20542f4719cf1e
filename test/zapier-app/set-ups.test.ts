import { sourceRuntime } from '../support/zapier/runtime.js';
import { describeSetUps } from './describe-set-ups.js';

describeSetUps('Zaps as people set them up, from the source', sourceRuntime);
