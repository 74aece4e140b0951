import { messageMaker } from '../api/message.js';

/** The sentences of the trace area: each code with its parameters. The texts are in the message catalogues. */
export interface TraceWhy {
  'trace.dns.clusterIp': { name: string; server: string; service: string; address: string };
  'trace.dns.headless': { name: string; server: string; service: string; count: number; address: string };
  'trace.dns.endpoint': { name: string; server: string; service: string; address: string };
  'trace.dns.externalName': { name: string; server: string; service: string; target: string; address: string };
  'trace.dns.externalNameDangling': { name: string; server: string; service: string; target: string };
  'trace.dns.pod': { name: string; server: string; address: string };
  'trace.dns.outside': { name: string; server: string; address: string };
  'trace.dns.noData': { name: string; type: string; server: string };
  'trace.dns.noService': { name: string; server: string };
  'trace.dns.noNamespace': { name: string; server: string };
  'trace.dns.noEndpoints': { name: string; server: string; service: string };
  'trace.dns.noSuchName': { name: string; server: string };
  'trace.dns.outsideUnknown': { name: string; server: string };

  'trace.socket.dial': { client: string; source: string; target: string; protocol: string };
  'trace.socket.dns': { client: string; source: string; target: string; name: string };
  'trace.socket.again': { client: string; source: string; target: string };
  'trace.socket.answer': { server: string; source: string; target: string };
  'trace.socket.reset': { server: string; port: number };
  'trace.socket.unreachable': { server: string; port: number };

  'trace.link.toGateway': { pod: string; gateway: string; node: string; dev: string };
  'trace.link.toNeighbour': { pod: string; address: string; cidr: string; dev: string };
  'trace.link.toNode': { pod: string; address: string; node: string; dev: string };
  'trace.link.wire': { from: string; to: string; via: string };
  'trace.link.toPod': { pod: string; bridge: string; dev: string };
  'trace.link.alongBridge': { pod: string; bridge: string; dev: string };
  'trace.link.uplink': { node: string; router: string; target: string };
  'trace.link.fromOutside': { node: string; router: string; source: string };
  'trace.link.loopback': { host: string; address: string };

  'trace.chain.preroutingWalk': { node: string };
  'trace.chain.preroutingPass': { node: string; target: string };
  'trace.chain.outputWalk': { node: string };
  'trace.chain.outputPass': { node: string; target: string };
  'trace.chain.forwardPass': { node: string };
  'trace.chain.inputPass': { node: string };
  'trace.chain.filterOutputPass': { node: string };
  'trace.chain.postroutingWalk': { node: string; dev: string };
  'trace.chain.postroutingPass': { node: string; source: string };
  'trace.chain.forwardAndPostroutingPass': { node: string };

  'trace.rule.service': { service: string; address: string; chain: string };
  'trace.rule.nodePort': { service: string; port: number; chain: string };
  'trace.rule.nodePorts': { node: string; address: string };
  'trace.rule.externalAddress': { service: string; address: string; chain: string };
  'trace.rule.external': { service: string; chain: string };
  'trace.rule.externalLocal': { service: string; node: string; chain: string };
  'trace.rule.externalInside': { service: string; source: string; chain: string };
  'trace.rule.diceHit': { endpoint: string; roll: number; probability: number };
  'trace.rule.diceMiss': { endpoint: string; roll: number; probability: number };
  'trace.rule.lastEndpoint': { endpoint: string };
  'trace.rule.onlyEndpoint': { endpoint: string; service: string };
  'trace.rule.affinity': { endpoint: string; client: string; seconds: number };
  'trace.rule.markNotPod': { source: string; service: string };
  'trace.rule.markHairpin': { source: string };
  'trace.rule.markExternal': { service: string };
  'trace.rule.markOwn': { service: string; source: string; node: string };
  'trace.rule.dnat': { endpoint: string; service: string };
  'trace.rule.masqueradeMarked': { dev: string; address: string };
  'trace.rule.masqueradeOutside': { dev: string; address: string; target: string };
  'trace.rule.masqueradeSame': { dev: string; address: string; target: string };
  'trace.rule.acceptMarked': { chain: string };
  'trace.rule.acceptKnown': { chain: string };
  'trace.rule.accept': { chain: string; index: number };
  'trace.rule.reject': { service: string };
  'trace.rule.drop': { chain: string; index: number };
  'trace.rule.noLocalEndpoints': { service: string; node: string };
  'trace.rule.hostPort': { node: string; port: number; pod: string; chain: string };
  'trace.rule.hostPortMark': { source: string };
  'trace.rule.hostPortDnat': { endpoint: string };
  'trace.rule.masqueradeHostPort': { dev: string; address: string };
  'trace.rule.other': { chain: string; index: number };

  'trace.nat.dnat': { before: string; after: string };
  'trace.nat.snat': { before: string; after: string; node: string };
  'trace.nat.unDnat': { before: string; after: string };
  'trace.nat.unSnat': { before: string; after: string };
  'trace.nat.dnatAgain': { before: string; after: string };
  'trace.nat.snatAgain': { before: string; after: string };

  'trace.route.via': { node: string; target: string; destination: string; via: string; dev: string };
  'trace.route.default': { node: string; target: string; via: string; dev: string };
  'trace.route.onLink': { node: string; target: string; destination: string; dev: string };

  'trace.conntrack.reply': { node: string };
  'trace.conntrack.replyPlain': { node: string };
  'trace.conntrack.again': { node: string };
  'trace.conntrack.related': { node: string };

  'trace.stop.reject': { node: string; service: string; target: string };
  'trace.stop.rejectOther': { node: string; chain: string; with: string };
  'trace.stop.drop': { node: string; chain: string };
  'trace.stop.arp': { address: string; dev: string; host: string };
  'trace.stop.noRoute': { host: string; target: string };
  'trace.stop.ttl': { node: string };
  'trace.stop.martian': { node: string; source: string; dev: string };
  'trace.stop.deadNode': { node: string };
  'trace.stop.deadClient': { node: string };
  'trace.stop.notRouted': { router: string; target: string };
  'trace.stop.privateSource': { router: string; source: string };
  'trace.stop.nobodyOutside': { target: string };
  'trace.stop.notListening': { server: string; port: number; protocol: string; declared: string };
  'trace.stop.noPorts': { server: string; port: number; protocol: string };
  'trace.stop.noProgram': { server: string; port: number; protocol: string };
  'trace.stop.noProgramOutside': { server: string; port: number; protocol: string };
  'trace.stop.targetPort': { server: string; port: number; protocol: string; service: string; declared: string };
  'trace.stop.notRunning': { server: string; port: number; container: string; state: string };
  'trace.stop.noAddress': { target: string };
  'trace.stop.notStarted': { pod: string };
  'trace.stop.notOurs': { client: string; source: string; expected: string };

  'trace.deliver.server': { server: string; container: string; port: number; source: string };
  'trace.deliver.host': { host: string; port: number; source: string };
  'trace.deliver.client': { client: string; source: string };
  'trace.deliver.refused': { client: string; source: string };
  'trace.deliver.unreachable': { client: string; source: string };

  'trace.sum.ok': { client: string; server: string; target: string };
  'trace.sum.refusedNoEndpoints': { client: string; service: string };
  'trace.sum.refusedNoSelector': { client: string; service: string };
  'trace.sum.refusedNoLabels': { client: string; service: string; labels: string };
  'trace.sum.refusedNoReplicas': { client: string; service: string; kind: string; workload: string };
  'trace.sum.refusedUnscheduled': { client: string; service: string; count: number };
  'trace.sum.refusedNotReady': { client: string; service: string; count: number; pod: string };
  'trace.sum.refusedPortName': { client: string; service: string; port: string; protocol: string };
  'trace.sum.refusedPort': { client: string; server: string; port: number };
  'trace.sum.refused': { client: string; target: string };
  'trace.sum.timeoutDeadNode': { client: string; node: string };
  'trace.sum.timeout': { client: string; target: string };
  'trace.sum.noRouteToHost': { client: string; target: string };
  'trace.sum.networkUnreachable': { client: string; target: string };
  'trace.sum.nxdomain': { client: string; name: string; count: number };
  'trace.sum.noAddress': { client: string; name: string };
  'trace.sum.resolverSilent': { client: string; name: string; server: string };
  'trace.sum.resolverRefused': { client: string; name: string; server: string };
}

/** Makes a sentence of the trace area. */
export const why = messageMaker<TraceWhy>();
