import { messageMaker } from '../api/message.js';

/** What the cloud's service controller says in the journal. */
export interface BalancerWhy {
  'edge.service.ensuring': { service: string };
  'edge.service.ensuringAgain': { service: string };
  'edge.service.changed': { service: string; field: string; change: string };
  'edge.service.ensured': { service: string; ip: string; nodes: number; mode: 'VIP' | 'Proxy' };
  'edge.service.asked': { service: string; ip: string; nodes: number; mode: 'VIP' | 'Proxy' };
  'edge.service.failed': { service: string };
  'edge.service.noNodes': { service: string };
  'edge.service.updated': { service: string; nodes: number };
  'edge.service.deleting': { service: string; ip: string };
  'edge.service.deleted': { service: string };
}

export const why = messageMaker<BalancerWhy>();
