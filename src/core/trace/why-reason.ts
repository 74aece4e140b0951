import { messageMaker } from '../api/message.js';

/** Why nothing came of a request where the cluster knows more than the packet: what the manifests ask for and what is there differ. */
export interface ReasonWhy {
  'reason.noSuchPort': { client: string; service: string; port: number; protocol: string; ports: string };
  'reason.unscheduled': { client: string; service: string; count: number; said: string };
  'reason.probe': { client: string; service: string; count: number; pod: string; container: string; probe: string };
  'reason.crashes': { client: string; service: string; count: number; pod: string; container: string };
  'reason.portNames': { client: string; service: string; port: string; names: string };
  'reason.writtenNotReady': { client: string; service: string };
  'reason.headless': { client: string; name: string; service: string };
  'reason.insideOnly': { client: string; service: string; target: string };
  'reason.pending': { client: string; service: string; target: string };
  'reason.alias': { client: string; name: string; target: string };
  'reason.aliasIsAddress': { client: string; name: string; target: string };
  'reason.hostWithoutAddress': { client: string; name: string; ingress: string };
  'reason.dns.aliasIsAddress': { name: string; server: string; service: string; target: string };
}

/** Makes a sentence of what is behind a failure. */
export const reasonWhy = messageMaker<ReasonWhy>();
