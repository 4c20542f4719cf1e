import { sourceRuntime } from '../support/zapier/runtime.js';
import { describeShapes } from './describe-shapes.js';

describeShapes('samples and output fields of the source', sourceRuntime);
