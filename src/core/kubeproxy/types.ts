import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { RuleSet, TableName } from '../netfilter/types.js';

/** Why a rule is there: the field that made kube-proxy write it, and the Service and endpoint it is about. */
export interface RuleOrigin {
  readonly cause: Cause;
  readonly service?: ObjectKey;
  readonly portName?: string;
  readonly endpoint?: { readonly ip: string; readonly port: number; readonly pod?: ObjectKey };
}

/** What kube-proxy programs on one node. */
export interface NodeRules {
  readonly ruleset: RuleSet;
  origin(table: TableName, chain: string, index: number): RuleOrigin | undefined;
}
