import type { BalancerWhy } from '../../core/index.js';

/** The ways in from outside: what the cloud does for a Service of type LoadBalancer. */
export const edge = {
  'edge.service.ensuring':
    'Service {service} asks for a load balancer, and the cloud begins to make one. A finalizer holds the Service until the balancer is gone again.',
  'edge.service.ensuringAgain':
    'What the load balancer of {service} was made from has changed: the cloud changes the balancer.',
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
} as const satisfies Record<keyof BalancerWhy, string>;
