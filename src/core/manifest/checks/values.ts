import type { KubeObject } from '../../api/meta.js';
import type { Finding } from '../finding.js';
import type { Identity } from './identity.js';
import type { Subject } from './subject.js';

/** Whether core/api validates this kind as the API server does. */
export function hasValidation({ info }: Identity): boolean {
  return info?.simulated === true;
}

/** The API server's validation of an object that has the right shape, mapped to its text. */
export function checkValues(_subject: Subject, _identity: Identity, _object: KubeObject): readonly Finding[] {
  return [];
}
