import { fix, type Finding, type LocalFix } from '../finding.js';
import { locate } from '../source-map.js';
import type { Identity } from './identity.js';
import { findingAt, type Subject } from './subject.js';

/** An apiVersion that clusters of today do not serve: kubectl's words, since when, and the way out. */
export function checkRemovedApi(subject: Subject, { apiVersion, kind, info }: Identity): readonly Finding[] {
  const removed = info?.removed;
  if (removed === undefined) return [];
  const instead = removed.replacement === undefined ? '' : `; use ${removed.replacement}`;
  const message = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}: not served since Kubernetes ${removed.in}${instead}`;
  const fixes: LocalFix[] = [];
  if (removed.replacement !== undefined) {
    const at = locate(subject.source, ['apiVersion']).node.value;
    const edits = [{ ...at, text: removed.replacement }];
    fixes.push(fix('fix.convert', { kind, apiVersion: removed.replacement }, edits));
  }
  return [findingAt(subject, 'warning', 'removed-api', message, ['apiVersion'], { fixes })];
}
