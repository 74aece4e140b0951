import { messageMaker } from '../api/message.js';

/** The sentences about what lies between the cluster and those outside it. */
export interface EdgeWhy {
  'edge.link.lanToNode': { address: string; node: string };
  'edge.link.nodeToLan': { address: string; node: string };
  'edge.link.toRouter': { source: string; target: string; router: string };
  'edge.link.toBalancer': { source: string; target: string; service: string };
  'edge.link.fromBalancer': { balancer: string; node: string; target: string };
  'edge.link.relayed': { balancer: string; node: string; target: string };
  'edge.link.externalIp': { address: string; node: string; service: string };
  'edge.link.externalIpOwned': { address: string; node: string };
  'edge.link.translated': { address: string; node: string };

  'edge.nat.toInternal': { before: string; after: string; node: string };
  'edge.nat.toExternal': { before: string; after: string; node: string };

  'edge.balance.vip': BalanceParams;
  'edge.balance.vipLocal': BalanceParams;
  'edge.balance.proxy': BalanceParams;
  'edge.balance.proxyLocal': BalanceParams;
  'edge.balance.sticky': BalanceParams & { client: string };
  'edge.relay.accepts': { balancer: string; source: string; service: string };
  'edge.relay.opens': { balancer: string; source: string; target: string; client: string };
  'edge.relay.answers': { balancer: string; target: string };
  'edge.relay.closes': { balancer: string; client: string };

  'edge.rule.firewallAllows': { service: string; source: string; chain: string };
  'edge.rule.firewallDrops': { service: string; source: string };
  'edge.rule.healthCheck': { service: string; port: number };

  'edge.stop.privateAddress': { target: string; router: string };
  'edge.stop.noHairpin': { target: string; node: string; router: string };
  'edge.stop.loop': { target: string; router: string };
  'edge.stop.balancerPort': { balancer: string; service: string; port: number; protocol: string };
  'edge.stop.balancerRange': { balancer: string; service: string; source: string };
  'edge.stop.noHealthyNode': { service: string; count: number; port: number };
  'edge.stop.noHealthyNodeLocal': { service: string; count: number; port: number };
  'edge.stop.noReadyNode': { target: string };

  'edge.sum.kept': { client: string; server: string; target: string };
  'edge.sum.lost': { client: string; server: string; target: string; source: string };
  'edge.sum.proxied': { client: string; server: string; target: string; source: string };
  'edge.sum.noLocalEndpoint': { client: string; service: string; node: string };
  'edge.sum.sourceRange': { client: string; service: string };
  'edge.sum.private': { client: string; target: string };
  'edge.sum.noHealthyNode': { client: string; service: string };
}

interface BalanceParams {
  service: string;
  node: string;
  healthy: number;
  all: number;
  port: number;
}

export const edgeWhy = messageMaker<EdgeWhy>();
