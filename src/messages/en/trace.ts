import type { TraceWhy } from '../../core/index.js';

/** English texts of the trace area, in ICU MessageFormat. */
export const trace = {
  'trace.dns.clusterIp': '{server} knows the Service {service}: {name} is its cluster IP, {address}.',
  'trace.dns.headless':
    '{name} is the headless Service {service}: {server} gives the addresses of its ready pods, {count, plural, one {one} other {# of them}}, in random order; the client takes the first, {address}.',
  'trace.dns.endpoint': '{server} finds the one endpoint of {service} that {name} names: {address}.',
  'trace.dns.externalName':
    '{name} is the ExternalName Service {service}: {server} answers with the alias {target} and looks that up as well, {address}.',
  'trace.dns.externalNameDangling':
    '{name} is the ExternalName Service {service}: {server} answers with the alias {target}, which has no address of this kind.',
  'trace.dns.pod':
    '{server} reads the address {address} straight out of the name {name}: with “pods insecure” it does not check that such a pod exists.',
  'trace.dns.outside':
    '{name} is not in the cluster’s zone, so {server} passes the question on and gets {address} from outside.',
  'trace.dns.noData': '{name} exists, but has no {type} record: {server} answers NOERROR with nothing in it.',
  'trace.dns.noService':
    '{server} knows no Service that {name} could mean: NXDOMAIN, and the resolver tries its next name.',
  'trace.dns.noNamespace':
    'Read as a Service, {name} lies in a namespace that does not exist: {server} answers NXDOMAIN, and the resolver tries its next name.',
  'trace.dns.noEndpoints':
    '{service} has no ready endpoint for {name}, so the name does not exist at the moment: {server} answers NXDOMAIN.',
  'trace.dns.noSuchName':
    'Below the cluster’s zone there are only names under “svc” and “pod”, and {name} is neither: {server} answers NXDOMAIN.',
  'trace.dns.outsideUnknown': 'Outside the cluster nobody knows {name} either: {server} answers NXDOMAIN.',

  'trace.socket.dial': '{client} opens a {protocol} socket: from {source}, a free port of its own, to {target}.',
  'trace.socket.dns': '{client} asks the name server {target} for {name}, with a UDP datagram from {source}.',
  'trace.socket.again': '{client} sends the next packet of the same connection, from {source} to {target}.',
  'trace.socket.answer':
    '{server} answers the address it saw: it swaps source and destination and sends from {source} to {target}.',
  'trace.socket.reset': 'The kernel of {server} finds no socket on port {port} and answers the SYN with a reset (RST).',
  'trace.socket.unreachable':
    'The kernel of {server} finds no socket on port {port} and answers with ICMP “port unreachable”.',

  'trace.link.toGateway':
    'The target is not on {pod}’s own network, so its default route sends the packet to {gateway}, the bridge of {node}; it comes out of {dev}.',
  'trace.link.toNeighbour':
    '{address} is in {cidr}, on the same bridge as {pod}: the frame goes straight to the neighbour, by way of {dev}.',
  'trace.link.toNode': '{address} is the bridge’s own address on {node}: {pod} reaches it directly, by way of {dev}.',
  'trace.link.wire': '{from} sends the packet over the nodes’ network to {via}, which is {to}.',
  'trace.link.toPod': '{bridge} knows {pod} behind {dev} and hands the packet over into the pod’s namespace.',
  'trace.link.alongBridge':
    'The packet came from {bridge} and goes back onto it: the bridge passes it to {dev}, behind which {pod} is, and its TTL stays as it was.',
  'trace.link.uplink':
    '{node} hands the packet for {target} to the router {router}, the way to everything that is not on the nodes.',
  'trace.link.fromOutside': 'The router {router} delivers what came from {source} to {node}: it knows only the nodes.',
  'trace.link.loopback':
    '{address} is an address of {host} itself, so the packet stays inside, on the loopback interface.',

  'trace.chain.preroutingWalk':
    'conntrack on {node} has no entry for this connection: as its first packet, this one walks the rules of nat PREROUTING.',
  'trace.chain.preroutingPass':
    'conntrack on {node} sees a new connection, so the packet walks nat PREROUTING; no rule there matches {target}, and nothing changes.',
  'trace.chain.outputWalk':
    'A process of {node} itself sends this, so the first packet walks nat OUTPUT instead of PREROUTING; the rules behind it are the same.',
  'trace.chain.outputPass':
    'A process of {node} itself sends this, so it walks nat OUTPUT; no rule there matches {target}, and nothing changes.',
  'trace.chain.forwardPass': 'filter FORWARD on {node}: no rule stops the packet, and the chain’s policy is to accept.',
  'trace.chain.inputPass': 'filter INPUT on {node}: no rule stops the packet, and the chain’s policy is to accept.',
  'trace.chain.filterOutputPass':
    'filter OUTPUT on {node}: no rule stops the packet, and the chain’s policy is to accept.',
  'trace.chain.postroutingWalk':
    'About to leave {node} by {dev}, the packet walks nat POSTROUTING, the place where its source may be rewritten.',
  'trace.chain.postroutingPass':
    'nat POSTROUTING on {node}: the packet carries no masquerade mark and stays inside the cluster, so its source stays {source}.',
  'trace.chain.forwardAndPostroutingPass':
    'FORWARD and POSTROUTING on {node} have nothing to say to this packet: it passes as it is.',

  'trace.rule.service':
    '{address} is the cluster IP and port of {service}, so KUBE-SERVICES sends the packet to {chain}.',
  'trace.rule.nodePort': 'Port {port} is the NodePort of {service}: on to {chain}.',
  'trace.rule.nodePorts': '{address} is an address of {node} itself, so the packet is looked up among the NodePorts.',
  'trace.rule.externalAddress':
    '{address} is an address and port that {service} has for the world outside, so KUBE-SERVICES sends the packet to {chain}.',
  'trace.rule.external':
    'What came to {service} at an external address or NodePort goes on to {chain}, to the endpoints of all nodes.',
  'trace.rule.externalLocal':
    'The external traffic policy of {service} is Local: the packet goes on to {chain}, to the endpoints of {node} alone, and keeps its source.',
  'trace.rule.externalInside':
    '{source} is inside the cluster, so the Local policy of {service} does not limit it: on to {chain}, to the endpoints of all nodes.',
  'trace.rule.diceHit':
    'The dice show {roll, number, ::.0000}, below {probability, number, ::.0000}: the connection goes to {endpoint}.',
  'trace.rule.diceMiss':
    'The dice show {roll, number, ::.0000}, not below {probability, number, ::.0000}: not {endpoint}; the next rule rolls again.',
  'trace.rule.lastEndpoint': 'All other endpoints were passed over, so the last rule takes what is left: {endpoint}.',
  'trace.rule.onlyEndpoint': '{service} has a single endpoint here, so no dice are needed: {endpoint}.',
  'trace.rule.affinity':
    'Session affinity: {client} was here less than {seconds} seconds ago and goes to the same endpoint again, {endpoint}.',
  'trace.rule.markNotPod':
    '{source} is not a pod’s address, so the packet for {service} is marked 0x4000: it will be masqueraded, or the answer would not come back by this node.',
  'trace.rule.markHairpin':
    'The chosen endpoint is the sender, {source}: the packet is marked 0x4000, or the pod would answer itself directly and not know its own answer.',
  'trace.rule.markExternal':
    'What came to {service} at an external address or NodePort is marked 0x4000: its source will be rewritten, so that the answer comes back by this node.',
  'trace.rule.markOwn':
    '{source} is an address of {node} itself, so the packet for {service} is marked 0x4000: it will leave with the address of the interface it leaves by.',
  'trace.rule.dnat': 'The endpoint’s chain ends in DNAT: what was sent to {service} is now sent to {endpoint}.',
  'trace.rule.masqueradeMarked':
    'The mark 0x4000 asks for masquerade: the mark is cleared and the source becomes {address}, the address of {dev}.',
  'trace.rule.masqueradeOutside':
    '{target} is not a pod of this cluster and may have no route back to one: the source becomes {address}, the node’s address on {dev}.',
  'trace.rule.masqueradeSame':
    '{target} is not a pod of this cluster, so the rule asks for masquerade; the source is {address} already, the node’s address on {dev}, and stays.',
  'trace.rule.acceptMarked': '{chain} accepts what kube-proxy has marked for masquerade.',
  'trace.rule.acceptKnown': '{chain} accepts what belongs to a connection that conntrack knows.',
  'trace.rule.accept': 'Rule {index} of {chain} accepts the packet.',
  'trace.rule.reject': '{service} has no ready endpoint, so kube-proxy has put a REJECT in the place of its rules.',
  'trace.rule.drop': 'Rule {index} of {chain} drops the packet.',
  'trace.rule.noLocalEndpoints':
    '{service} has endpoints, but none on {node}, and its traffic policy is Local: the packet is dropped.',
  'trace.rule.hostPort':
    'Port {port} of {node} is the hostPort of {pod}: the network plugin keeps the chain {chain} for that pod.',
  'trace.rule.hostPortMark':
    'The packet comes from {source}, a pod of this node or its own loopback: it is marked 0x2000, or the answer would not come back this way.',
  'trace.rule.hostPortDnat':
    'The pod’s chain ends in DNAT: what was sent to the node’s port is now sent to {endpoint}.',
  'trace.rule.masqueradeHostPort':
    'The mark 0x2000 asks for masquerade: the source becomes {address}, the address of {dev}.',
  'trace.rule.other': 'Rule {index} of {chain} matches.',

  'trace.nat.dnat': 'The destination is rewritten: {before} becomes {after}.',
  'trace.nat.snat': 'The source is rewritten: {before} becomes {after}, and {node} will remember whose it was.',
  'trace.nat.unDnat':
    'conntrack undoes the DNAT: the source {after} is put back in place of {before}, and the client never learns which pod answered.',
  'trace.nat.unSnat': 'conntrack undoes the masquerade: the destination {before} becomes {after} again.',
  'trace.nat.dnatAgain': 'conntrack repeats what the first packet’s rules decided: {before} becomes {after}.',
  'trace.nat.snatAgain': 'conntrack repeats the first packet’s masquerade: the source {before} becomes {after}.',

  'trace.route.via': '{node} looks up {target}: {destination} is reached by {via}, out of {dev}.',
  'trace.route.default': '{node} has no route of its own for {target}: the default route leads to {via}, out of {dev}.',
  'trace.route.onLink': '{node} looks up {target}: {destination} is directly on {dev}.',

  'trace.conntrack.reply':
    'conntrack on {node} knows this answer: no nat rule is asked, the entry says what to undo, and established traffic is let through.',
  'trace.conntrack.replyPlain':
    'conntrack on {node} knows the connection, and nothing was rewritten here: the answer passes as it is.',
  'trace.conntrack.again': 'conntrack on {node} knows the connection: no nat rule is walked again, the entry decides.',
  'trace.conntrack.related':
    'The ICMP error quotes a packet of a connection that {node} knows: it is RELATED to it and may pass.',

  'trace.stop.reject':
    '{node} refuses the packet for {target}: {service} has no endpoint to give it to. The sender is told with an ICMP error.',
  'trace.stop.rejectOther': 'A rule of {chain} on {node} refuses the packet and tells the sender ({with}).',
  'trace.stop.drop': 'A rule of {chain} on {node} drops the packet. Nobody is told.',
  'trace.stop.arp':
    '{host} asks on {dev} who has {address}, and nobody answers: no machine on this link has the address.',
  'trace.stop.noRoute': '{host} has no route to {target}, not even a default one.',
  'trace.stop.martian':
    'The packet comes in on {dev} from {source}, which is an address of {node} itself. The kernel takes such a source for a forgery (a “martian”) and drops the packet in silence.',
  'trace.stop.ttl': 'The packet’s time to live has run out on {node}.',
  'trace.stop.deadNode': '{node} does not answer: the machine is down, and the packet is lost without a word.',
  'trace.stop.deadClient': '{node} is down, so nothing on it sends anything.',
  'trace.stop.notRouted':
    'The router {router} has no route to {target}: the addresses of pods and Services mean nothing outside the nodes.',
  'trace.stop.privateSource':
    'The router {router} will not carry a packet from {source} outside: no answer could find the way back to it.',
  'trace.stop.nobodyOutside': 'Nobody answers at {target}: this model’s world outside has no such host.',
  'trace.stop.notListening':
    'Nobody in {server} listens on {port}/{protocol}: its containers declare {declared}, and the model takes them at their word.',
  'trace.stop.noPorts':
    'Nobody on {server} listens on {port}/{protocol}: no port is declared there, and the model takes that at its word.',
  'trace.stop.noProgram':
    'Nobody on {server} listens on {port}/{protocol}: of a node’s programs the model knows the kubelet, the API server and what hostNetwork pods declare.',
  'trace.stop.noProgramOutside': 'Nobody at {server}, outside the cluster, listens on {port}/{protocol}.',
  'trace.stop.targetPort':
    '{service} sends to port {port}/{protocol}, but {server} listens only on {declared}: targetPort does not fit.',
  'trace.stop.notRunning':
    'The container {container} of {server}, which declares port {port}, is not running: {state}.',
  'trace.stop.noAddress': '{target} has no address that could be dialled.',
  'trace.stop.notStarted': '{pod} has no network yet: it has not been given an address.',
  'trace.stop.notOurs': '{client} gets an answer from {source}, but its socket takes answers from {expected} only.',

  'trace.deliver.server':
    'The packet reaches {server}: the container {container} listens on port {port} and sees a client at {source}.',
  'trace.deliver.host': 'The packet reaches {host}, which listens on port {port} and sees a client at {source}.',
  'trace.deliver.client': 'The answer comes from {source}, the very address {client} had dialled: its socket takes it.',
  'trace.deliver.refused':
    '{client} gets the refusal from {source}, and its call fails at once with “Connection refused”.',
  'trace.deliver.unreachable':
    '{client} gets the ICMP error from {source}, and its call fails with “No route to host”.',

  'trace.sum.ok': '{client} dialled {target}, and {server} answered.',
  'trace.sum.refusedNoEndpoints': '{client} was refused at once: {service} has no ready endpoint.',
  'trace.sum.refusedNoSelector':
    '{client} was refused at once: {service} has no selector, and nobody has written endpoints for it.',
  'trace.sum.refusedNoLabels':
    '{client} was refused at once: {service} has no endpoint, because no pod has the labels it selects ({labels}).',
  'trace.sum.refusedNoReplicas':
    '{client} was refused at once: {service} has no endpoint, because the {kind} {workload} is scaled to no pods at all.',
  'trace.sum.refusedUnscheduled':
    '{client} was refused at once: {service} has no endpoint, because {count, plural, one {the pod it selects has} other {the # pods it selects have}} found no node.',
  'trace.sum.refusedNotReady':
    '{client} was refused at once: {service} has no endpoint, because {count, plural, one {the pod it selects, {pod}, is not ready} other {none of the # pods it selects is ready}}.',
  'trace.sum.refusedPortName':
    '{client} was refused at once: {service} has no endpoint, because no pod it selects has a {protocol} port named {port}.',
  'trace.sum.refusedPort': '{client} was refused: nobody listens on port {port} of {server}.',
  'trace.sum.refused': '{client} was refused by {target}.',
  'trace.sum.timeoutDeadNode': '{client} waits in vain and times out: {node} is down.',
  'trace.sum.timeout': '{client} waits for an answer from {target} until it times out.',
  'trace.sum.noRouteToHost': '{client} cannot reach {target}: no machine has that address.',
  'trace.sum.networkUnreachable': '{client} cannot send to {target}: there is no route.',
  'trace.sum.nxdomain':
    '{client} cannot resolve {name}: {count, plural, one {the one name it tried does not exist} other {none of the # names it tried exists}}.',
  'trace.sum.noAddress': '{client} has nowhere to send: {name} has no address.',
  'trace.sum.resolverSilent':
    '{client} cannot resolve {name}: the name server {server} does not answer, and after its retries the resolver gives up (“Temporary failure in name resolution”).',
  'trace.sum.resolverRefused':
    '{client} cannot resolve {name}: nobody is behind the name server {server}, every question is refused, and the resolver gives up (“Temporary failure in name resolution”).',
} as const satisfies Record<keyof TraceWhy, string>;
