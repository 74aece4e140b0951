import type { FieldPath } from './field-path.js';
import type { ObjectKey } from './key.js';

/** The manifest field that made something happen. The field exists in that object (as applied, defaulted or written by a controller). */
export interface Cause {
  readonly object: ObjectKey;
  readonly field: FieldPath;
  /** Nothing in the cluster caused it (a host of the Internet does not exist): the field only stands in, and nobody is shown it. */
  readonly standsIn?: true;
}
