import { sourceRuntime } from '../support/zapier/runtime.js';
import { describeSteps } from './describe-steps.js';

describeSteps('the steps from their source', sourceRuntime);
