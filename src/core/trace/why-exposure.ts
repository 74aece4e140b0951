import { messageMaker } from '../api/message.js';

interface Reached {
  service: string;
  /** With its port. */
  address: string;
  /** What the server saw. */
  source: string;
}

/** Why a Service can be reached from a place, or cannot. Where a packet was sent and lost, the trace's own sentence says why. */
export interface ExposureWhy {
  'edge.exposure.nobody': { from: string };
  'edge.exposure.clusterIp': Reached;
  'edge.exposure.endpoint': Reached;
  'edge.exposure.nodePort': Reached;
  'edge.exposure.externalIp': Reached;
  'edge.exposure.balancer': Reached;
  'edge.exposure.byName': { service: string };
  'edge.exposure.pending': { service: string };
  'edge.exposure.privateNodes': { service: string };
  'edge.exposure.privateExternalIp': { service: string };
  'edge.exposure.onlyInside': { service: string; type: string };
}

export const exposureWhy = messageMaker<ExposureWhy>();
