import type { PolicyWhy } from '../../core/index.js';

/** English texts of the policy area, in ICU MessageFormat. */
export const policy = {
  'policy.peer.pods': '{name} has the labels that are asked for, and is in {namespace} like the policy.',
  'policy.peer.everyPod': '{name} is a pod of {namespace}, and so are all that the empty selector picks.',
  'policy.peer.namespaces': '{name} is in {namespace}, a namespace that matches.',
  'policy.peer.both': '{name} has the labels that are asked for, and its namespace {namespace} matches too.',
  'policy.peer.block': '{address} is in {cidr}.',
  'policy.peer.otherNamespace':
    '{name} is in {namespace}. A podSelector alone picks pods of the policy’s own namespace, {wanted}.',
  'policy.peer.podLabel':
    '{name} does not meet {requirement}: {has, select, yes {it has {key}={value}} other {it has no label {key}}}.',
  'policy.peer.namespaceLabel':
    'The namespace {namespace} of {name} does not meet {requirement}: {has, select, yes {it has {key}={value}} other {it has no label {key}}}.',
  'policy.peer.address': '{address} is no pod of the cluster, and selectors pick nothing but pods.',
  'policy.peer.node':
    '{address} is an address of the node {node}, and selectors pick nothing but pods with an address of their own.',
  'policy.peer.outsideBlock': '{address} is not in {cidr}.',
  'policy.peer.excepted': '{address} is in {cidr}, but {except} is taken out of it.',
  'policy.peer.noAddress': '{name} has no address yet that could be in {cidr}.',
  'policy.peer.nothing': 'This peer names nobody.',

  'policy.port.any': 'Every {protocol} port is meant.',
  'policy.port.number': '{port}/{protocol} is this port.',
  'policy.port.range': '{port}/{protocol} is one of {first} to {last}.',
  'policy.port.named': '“{name}” is {port} on {pod}.',
  'policy.port.otherProtocol': 'This is about {protocol}, and the connection is {asked}.',
  'policy.port.otherNumber': 'This is port {port}, and the connection goes to {asked}.',
  'policy.port.outsideRange': '{asked} is not one of {first} to {last}.',
  'policy.port.namedOther': '“{name}” is {port} on {pod}, and the connection goes to {asked}.',
  'policy.port.namedMissing': '{pod} has no {protocol} port with the name “{name}”.',
  'policy.port.namedNoPod': '“{name}” is a name of a pod’s port, and {address} is no pod.',

  'policy.rule.noPeer':
    '{count, plural, =1 {The only peer here is not {peer}.} other {None of the # peers is {peer}.}}',
  'policy.rule.noPort':
    '{count, plural, =1 {The only port here is not {port}.} other {None of the # ports is {port}.}}',

  'policy.decision.open':
    '{direction, select, ingress {No policy selects {pod} for ingress: everything may come in.} other {No policy selects {pod} for egress: it may connect to everything.}}',
  'policy.decision.rule':
    '{direction, select, ingress {Rule {rule} of {policy} lets {peer} in to {pod}, port {port}.} other {Rule {rule} of {policy} lets {pod} out to {peer}, port {port}.}}',
  'policy.decision.noMatch':
    '{direction, select, ingress {{pod} is isolated for ingress by {policies}, and no rule {count, plural, one {of it} other {of them}} lets {peer} in, port {port}.} other {{pod} is isolated for egress by {policies}, and no rule {count, plural, one {of it} other {of them}} lets it out to {peer}, port {port}.}}',
  'policy.decision.otherPort':
    '{direction, select, ingress {{pod} is isolated for ingress by {policies}. Rule {rule} of {policy} lets {peer} in, but not to port {port}, which is the pod’s own port and not the Service’s.} other {{pod} is isolated for egress by {policies}. Rule {rule} of {policy} lets it out to {peer}, but not to port {port}, which is the port behind the Service and not the Service’s.}}',
  'policy.decision.noRules':
    '{direction, select, ingress {{pod} is isolated for ingress by {policies}, without a single rule: nothing may come in, {peer} neither.} other {{pod} is isolated for egress by {policies}, without a single rule: nothing may go out, to {peer} neither.}}',
  'policy.decision.self': 'A pod always reaches itself: policies of {pod} do not matter here.',
  'policy.decision.ownNode':
    '{pod} and the node {node} that it runs on always reach each other, whatever the policies say.',
  'policy.decision.hostNetwork': '{pod} is in its node’s network: a policy sees the node, and cannot select it.',
  'policy.decision.ignored':
    '{count, plural, one {{policies} selects} other {{policies} select}} {pod} for {direction}, and nothing happens: this network provider accepts NetworkPolicies and does not enforce them.',

  'policy.stop':
    '{direction, select, ingress {The packet is dropped on {node} before it enters {pod}, because of {policies}.} other {The packet is dropped on {node} as it leaves {pod}, because of {policies}.}} Nobody is told: the client hears nothing and waits until it times out. A refusal would have come at once.',
  'policy.sum':
    '{direction, select, ingress {{client} gets no answer from {target}: the ingress of {pod} does not allow it ({policies}), and the packet was dropped. It waits until it times out.} other {{client} gets no answer from {target}: the egress of {pod} does not allow it ({policies}), and the packet was dropped. It waits until it times out.}}',
  'policy.sumDns':
    '{direction, select, ingress {{client} cannot even look {name} up: the ingress of the name server {pod} does not allow it ({policies}), and the question was dropped.} other {{client} cannot even look {name} up: its egress does not allow the question to the name server {server} ({policies}), and the question was dropped.}}',
} as const satisfies Record<keyof PolicyWhy, string>;
