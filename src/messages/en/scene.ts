/** English texts of the scene area, in ICU MessageFormat. */
export const scene = {
  'scene.lane.services': 'Services',
  'scene.lane.services.about':
    'A Service has no place of its own: every node has the same rules for it, so it stands in front of all of them.',
  'scene.lane.network': 'node network',
  'scene.lane.pending': 'Pods without a node',
  'scene.nodes.more': '{count, plural, one {… and # more node} other {… and # more nodes}}',
  'scene.outside': 'outside',
  'scene.services.more': '{count} more',
  'scene.service.noEndpoints': 'no endpoints',
  'scene.proxy.services': '{count, plural, one {# Service} other {# Services}}',
  'scene.proxy.rules': '{count, plural, one {# rule} other {# rules}}',
  'scene.pods.onNode': '{count, plural, one {# pod} other {# pods}}',
  'scene.about.pod': 'A pod: one or more containers with one network namespace and one address.',
  'scene.about.pods': 'Pods of one owner on this node, drawn as one card.',
  'scene.about.dns': 'A CoreDNS pod: it answers the cluster’s DNS queries.',
  'scene.about.service': 'A Service: one stable address in front of the pods it selects.',
  'scene.about.bridge': 'The node’s bridge: pods of the node are joined to it by veth pairs.',
  'scene.about.proxy':
    'The node’s netfilter rules, written by kube-proxy. A packet to a Service gets its destination rewritten here.',
  'scene.about.interface': 'The node’s interface to the network of the nodes.',
  'scene.about.network': 'The network that joins the nodes.',
  'scene.about.outside': 'Everything outside the cluster.',
} as const;
