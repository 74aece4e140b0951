import type { BalancerWhy, EdgeWhy, ExposureWhy } from '../../core/index.js';

/** The ways in from outside: what the cloud does for a Service of type LoadBalancer, and what lies between the nodes and everybody else. */
export const edge = {
  'edge.service.ensuring':
    'Service {service} asks for a load balancer, and the cloud begins to make one. A finalizer holds the Service until the balancer is gone again.',
  'edge.service.ensuringAgain':
    'What the load balancer of {service} was made from has changed: the cloud changes the balancer.',
  'edge.service.changed':
    'Somebody has changed {field} of Service {service} ({change}): its load balancer has to follow.',
  'edge.service.ensured':
    'The load balancer of {service} is there: the cloud gives it the next free address, {ip}, and {nodes, plural, =0 {no node to send to} one {# node to send to} other {# nodes to send to}}. {mode, select, VIP {It passes packets through, so kube-proxy will write rules for {ip} on every node} other {It is a proxy, so kube-proxy writes no rules for {ip}: also clients inside the cluster go by way of the balancer}}.',
  'edge.service.asked':
    'The load balancer of {service} is there, at the address the Service asks for, {ip}, with {nodes, plural, =0 {no node to send to} one {# node to send to} other {# nodes to send to}}. {mode, select, VIP {It passes packets through, so kube-proxy will write rules for {ip} on every node} other {It is a proxy, so kube-proxy writes no rules for {ip}: also clients inside the cluster go by way of the balancer}}.',
  'edge.service.failed':
    'The cloud cannot make the load balancer that {service} asks for; the Event says why. The Service stays pending.',
  'edge.service.noNodes': 'There is no node that the load balancer of {service} could send to.',
  'edge.service.updated':
    'The nodes have changed: the load balancer of {service} now sends to {nodes, plural, one {# node} other {# nodes}}.',
  'edge.service.deleting': 'Nobody wants the load balancer of {service} at {ip} any more: the cloud takes it down.',
  'edge.service.deleted':
    'The load balancer of {service} is gone and its address free again. The finalizer goes, so nothing holds the Service any more.',

  'edge.link.lanToNode': 'The machine {address} is on the same network as {node}: the packet goes straight to it.',
  'edge.link.nodeToLan': '{address} is on the nodes’ own network: {node} sends straight to it, without the router.',
  'edge.link.toRouter': 'What {source} sends to {target} comes to {router}, the router of the nodes’ network.',
  'edge.link.toBalancer':
    '{target} is an address of the cloud: what {source} sends there reaches the load balancer of {service}.',
  'edge.link.fromBalancer':
    'The balancer {balancer} passes the packet on to {node} as it is. The destination stays {target}: the node recognises it by kube-proxy’s rules.',
  'edge.link.relayed':
    'The balancer {balancer} is next to the nodes: what it sends to {target} goes straight to {node}.',
  'edge.link.externalIp':
    'No node has the address {address}. Kubernetes does not bring packets there, it only has rules for them: here the administrator has routed the external IP of {service} to {node}.',
  'edge.link.externalIpOwned': '{address} is an address of {node}, so the network brings the packet there.',
  'edge.link.translated': 'The router sends the translated packet on to {node}, at {address}.',

  'edge.nat.toInternal':
    '{before} is the ExternalIP of {node}: the router rewrites it to {after}, the only address the node knows of itself.',
  'edge.nat.toExternal':
    'On its way out the router gives the packet the ExternalIP of {node}: {before} becomes {after}.',

  'edge.balance.vip':
    'The load balancer of {service} chooses {node}, one of {healthy, plural, one {# node} other {# nodes}} of {all} that answer its health check on port {port}. With externalTrafficPolicy: Cluster every node with a working kube-proxy will do.',
  'edge.balance.vipLocal':
    'The load balancer of {service} chooses {node}, one of {healthy, plural, one {# node} other {# nodes}} of {all} that answer its health check on port {port}. With externalTrafficPolicy: Local only nodes with a ready endpoint answer it with 200.',
  'edge.balance.proxy':
    'The proxy of {service} chooses {node}, one of {healthy, plural, one {# node} other {# nodes}} of {all} that answer its health check on port {port}. With externalTrafficPolicy: Cluster every node with a working kube-proxy will do.',
  'edge.balance.proxyLocal':
    'The proxy of {service} chooses {node}, one of {healthy, plural, one {# node} other {# nodes}} of {all} that answer its health check on port {port}. With externalTrafficPolicy: Local only nodes with a ready endpoint answer it with 200.',
  'edge.balance.sticky':
    'sessionAffinity: ClientIP holds at the balancer of {service} too: by its address, {client} always gets the same node, {node}. {healthy, plural, one {# node} other {# nodes}} of {all} answer the health check on port {port}.',
  'edge.relay.accepts':
    'The balancer of {service} is a proxy: {balancer} takes the connection from {source} itself. No packet of it goes any further.',
  'edge.relay.opens':
    'The proxy opens a connection of its own, from {source} to the node port {target}. In it the address of the client, {client}, is nowhere to be found.',
  'edge.relay.answers': 'The proxy {balancer} copies the answer into the connection of its client, to {target}.',
  'edge.relay.closes':
    'The proxy {balancer} has nobody to pass the connection of {client} on to, so it cuts it off with a reset.',

  'edge.rule.firewallAllows':
    '{source} is in one of the loadBalancerSourceRanges of {service}: on to {chain}. Whoever is in none falls off the end of this chain and is dropped later.',
  'edge.rule.firewallDrops':
    '{source} is in none of the loadBalancerSourceRanges of {service}: no rule has translated the packet, so KUBE-PROXY-FIREWALL drops it.',
  'edge.rule.healthCheck': 'Port {port} is the healthCheckNodePort of {service}: kube-proxy lets its question through.',

  'edge.stop.privateAddress':
    '{target} is a private address of the nodes’ network. The Internet has no route to it, and {router} lets in nothing that is not public.',
  'edge.stop.noHairpin':
    '{target} is what the Internet calls {node}. From inside the nodes’ network {router} does not translate it: use the node’s own address.',
  'edge.stop.loop':
    'No rule of the node knows {target}, so it sends the packet back to {router}, which would send it to the node again, until its time to live ends.',
  'edge.stop.balancerPort':
    'The balancer {balancer} of {service} serves only the ports of the Service: {port}/{protocol} is none of them.',
  'edge.stop.balancerRange':
    '{source} is in none of the loadBalancerSourceRanges of {service}: the proxy {balancer} does not let it in.',
  'edge.stop.noHealthyNode':
    'The load balancer of {service} has nobody to send to: of {count, plural, one {# node} other {# nodes}} none answers the health check of kube-proxy on port {port}.',
  'edge.stop.noHealthyNodeLocal':
    'The load balancer of {service} has nobody to send to: with externalTrafficPolicy: Local a node answers the health check on port {port} only when it has a ready endpoint, and of {count, plural, one {# node} other {# nodes}} none has.',
  'edge.stop.noReadyNode': 'No node is ready that packets for {target} could be routed to.',

  'edge.sum.kept':
    '{client} dialled {target}, and {server} answered. It sees the client’s own address: nothing on the way had to rewrite the source.',
  'edge.sum.lost':
    '{client} dialled {target}, and {server} answered. It sees {source} instead of the client: the node put its own address in, so that the answer comes back by way of it (externalTrafficPolicy: Cluster).',
  'edge.sum.proxied':
    '{client} dialled {target}, and {server} answered. It sees {source}: the connection it has is one that a proxy opened, and the client’s address stayed behind.',
  'edge.sum.noLocalEndpoint':
    '{client} waits in vain: {node} has no endpoint of {service}, and externalTrafficPolicy: Local forbids it to send the packet on to another node.',
  'edge.sum.sourceRange': '{client} waits in vain: the loadBalancerSourceRanges of {service} do not let it in.',
  'edge.sum.private':
    '{client} waits in vain: {target} is a private address, and there is no way to it from the Internet.',
  'edge.sum.noHealthyNode':
    '{client} does not get through: the load balancer of {service} has no healthy node to send to.',

  'edge.exposure.nobody': 'There is no {from, select, pod {pod} other {node}} that could try.',
  'edge.exposure.clusterIp':
    'Inside the cluster {service} is reached at its cluster IP, {address}. The server sees {source}.',
  'edge.exposure.endpoint':
    '{service} is headless: its name leads straight to its pods, here to {address}. The server sees {source}.',
  'edge.exposure.nodePort':
    '{service} is reached at the node port of any node, here {address}. The server sees {source}.',
  'edge.exposure.externalIp':
    '{service} is reached at its external IP, {address}, which the administrator has routed to a node. The server sees {source}.',
  'edge.exposure.balancer': '{service} is reached at its load balancer, {address}. The server sees {source}.',
  'edge.exposure.byName': '{service} is a name for something outside: pods that look it up are led there.',
  'edge.exposure.pending':
    '{service} waits for a load balancer (<pending>): until somebody gives it an address, there is nothing to dial from the Internet.',
  'edge.exposure.privateNodes':
    'The node port of {service} is open on every node, but the nodes have private addresses only: the Internet has no route to them.',
  'edge.exposure.privateExternalIp':
    'The external IPs of {service} are private addresses: the Internet has no route to them.',
  'edge.exposure.onlyInside':
    '{service} of type {type} has no address for anybody outside: a cluster IP means something on the nodes only.',
} as const satisfies Record<keyof (BalancerWhy & EdgeWhy & ExposureWhy), string>;
