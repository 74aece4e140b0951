import { fix, type Finding } from '../finding.js';
import { say } from '../own-words.js';
import type { Schema } from '../schema/schema.js';
import { upgradeApi } from '../upgrades/upgrade-api.js';
import type { Identity } from './identity.js';
import { findingAt, type Subject } from './subject.js';

/** An apiVersion that clusters of today do not serve: kubectl's words, since when, and the way out. */
export function checkRemovedApi(
  subject: Subject,
  { apiVersion, kind, info }: Identity,
  schema: Schema,
): readonly Finding[] {
  const removed = info?.removed;
  if (info === undefined || removed === undefined) return [];
  const gone = { kind, version: apiVersion, since: removed.in };
  const { replacement } = removed;
  const message =
    replacement === undefined ? say('lint.removedApi', gone) : say('lint.replacedApi', { ...gone, replacement });
  const edits = upgradeApi(subject, info, schema);
  const fixes = edits === undefined ? [] : [fix('fix.convert', { kind, apiVersion: removed.replacement ?? '' }, edits)];
  return [findingAt(subject, 'warning', 'removed-api', message, ['apiVersion'], { fixes })];
}
