import { encodeBase64 } from '../../api/base64.js';
import { placeholderCertificate } from '../certificate/placeholder.js';
import type { PlacedObject } from '../place.js';

/** A placeholder as `data` of a Secret holds it. */
export interface CertificateText {
  readonly certificate: string;
  readonly key: string;
}

/** Made once for a document that does not change: every keystroke elsewhere would sign it again. */
const made = new WeakMap<PlacedObject['read'], Map<string, CertificateText>>();

export function certificateText({ read }: PlacedObject, hosts: readonly string[]): CertificateText {
  const known = made.get(read) ?? new Map<string, CertificateText>();
  made.set(read, known);
  const question = hosts.join(' ');
  const answer = known.get(question);
  if (answer !== undefined) return answer;
  const { certificate, key } = placeholderCertificate(hosts);
  const text = { certificate: encodeBase64(certificate), key: encodeBase64(key) };
  known.set(question, text);
  return text;
}
