/** English texts of the ways in from outside, in ICU MessageFormat. */
export const edgeScene = {
  'scene.edge.lane': 'Edge',
  'scene.edge.lane.ingress': 'Ingress',
  'scene.edge.internet': 'Internet',
  'scene.edge.lan': 'LAN client',
  'scene.edge.more': '{count} more',
  'scene.edge.healthy': '{healthy} of {all} healthy',
  'scene.edge.half.watch': 'watches → config',
  'scene.edge.half.route': '{count, plural, one {routes: # pod} other {routes: # pods}}',
  'scene.edge.unread': 'nobody reads it',
  'scene.edge.selfSigned': 'self-signed',
  'scene.edge.otherHost': 'another host',
  'scene.edge.otherPath': 'another path',
  'scene.edge.routes.more': '{count, plural, one {… # more rule} other {… # more rules}}',
  'scene.edge.noLocal': 'no endpoint on this node',
  'scene.edge.about.internet': 'A client somewhere in the Internet. It reaches public addresses only.',
  'scene.edge.about.lan':
    'A machine on the network of the nodes that is not of the cluster. It reaches the nodes’ own addresses.',
  'scene.edge.about.balancer':
    'The balancer that the cloud keeps for this Service: it sends connections to nodes that pass its health check.',
  'scene.edge.about.balancer.none':
    'The Service asks for a balancer and nothing in this cluster makes one: it stays <pending>. Its node ports are open all the same.',
  'scene.edge.about.address':
    'An address that the administrator routes to a node. Kubernetes does not look after it; kube-proxy answers to it on every node.',
  'scene.edge.about.port': 'A port that this Service has open on every node.',
  'scene.edge.about.port.local':
    'A port that this Service has open on every node. externalTrafficPolicy: Local answers with pods of the same node only, and drops where there are none.',
  'scene.edge.about.controller':
    'An ingress controller: an ordinary workload of the cluster. One half watches Ingresses, the other routes.',
  'scene.edge.about.watch':
    'The half that watches: it reads Ingresses, Services, endpoints and Secrets, and writes the balancer’s configuration.',
  'scene.edge.about.route':
    'The half that routes: a balancer that reads each request and sends it to an endpoint by host and path.',
  'scene.edge.about.ingress': 'An Ingress: rules by host and path. It does nothing of itself; a controller reads it.',
  'scene.edge.about.ingress.unread':
    'An Ingress: rules by host and path. No controller of its class runs in this cluster, so nothing reads it and nothing routes.',
  'scene.edge.about.rule': 'One host and path, and the Service whose endpoints answer.',
  'scene.packet.allowed': 'policy: allowed',
  'scene.packet.denied': 'policy: denied',
  'scene.packet.balance': 'chooses a node',
  'scene.packet.tls': 'TLS ends',
  'scene.packet.choose': 'host and path',
  'scene.packet.answer': 'answer',
} as const;
