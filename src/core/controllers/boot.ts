import type { KubeObject } from '../api/meta.js';
import type { EndpointSlice, Endpoints } from '../api/endpoints.js';
import type { Namespace, Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import type { Deployment } from '../api/workload.js';
import { keyOf } from '../api/key.js';
import { cidrAddress, parseCidrSloppy } from '../api/cidr.js';
import { familyOf, formatIp } from '../api/ip.js';
import { admit } from '../cluster/admission.js';
import type { Machine } from '../cluster/machine.js';
import { nodeFromSetting } from '../cluster/nodes.js';
import type { ClusterSettings } from '../cluster/types.js';
import { why } from '../cluster/why.js';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const API_SERVER_PORT = 6443;

/** The n-th address of the Service CIDR, counted from its network address: .1 is `kubernetes`, .10 is `kube-dns`. */
function serviceAddress(settings: ClusterSettings, n: number): string | undefined {
  const cidr = parseCidrSloppy(settings.serviceCIDR);
  const ip = cidr && cidrAddress(cidr, n);
  return ip && formatIp(ip);
}

/**
 * Makes what `kubeadm init` and then `kubeadm join` leave behind; the controllers run it in between, so that CoreDNS is on the control
 * plane, which was there first. Not part of the learner's journal.
 */
export function boot(machine: Machine): void {
  const { settings } = machine;
  const register = (controlPlane: boolean) => {
    settings.nodes.forEach((setting, index) => {
      if (setting.controlPlane !== controlPlane) return;
      make(machine, nodeFromSetting(settings, setting, index + 1, machine.context.now), 'kubelet');
    });
  };
  for (const name of NAMESPACES) make(machine, namespaceOf(name), 'kube-apiserver');
  register(true);
  for (const object of apiServerObjects(settings, machine.list<Node>('Node'))) make(machine, object, 'kube-apiserver');
  for (const object of [kubeDnsService(settings), corednsDeployment()]) make(machine, object, 'kubeadm');
  machine.settle();
  register(false);
}

function make(machine: Machine, object: KubeObject, by: string): void {
  const admitted = admit(machine.context, object, undefined);
  if ('refusal' in admitted) return;
  const { kind, metadata } = object;
  machine.record(
    {
      cause: { object: keyOf(object), field: ['metadata', 'name'] },
      why: why('cluster.kubectl.created', { kind, name: metadata.name }),
      writes: [{ verb: 'create', object: admitted.object }],
    },
    by,
  );
}

function namespaceOf(name: string): Namespace {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: { phase: 'Active' } };
}

/**
 * The Service by which pods reach the API server, with the endpoints that the API server itself keeps
 * (`pkg/controlplane/controller/kubernetesservice/controller.go`, `pkg/controlplane/reconcilers/endpointsadapter.go`).
 */
function apiServerObjects(settings: ClusterSettings, nodes: readonly Node[]): readonly KubeObject[] {
  const clusterIP = serviceAddress(settings, 1) ?? '';
  const controlPlane = settings.nodes.filter((node) => node.controlPlane).map((node) => node.name);
  const addresses = nodes
    .filter((node) => controlPlane.includes(node.metadata.name))
    .flatMap((node) => node.status.addresses?.find((one) => one.type === 'InternalIP')?.address ?? []);
  const metadata = { name: 'kubernetes', namespace: 'default' };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      type: 'ClusterIP',
      clusterIP,
      clusterIPs: [clusterIP],
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: API_SERVER_PORT }],
    },
  } as unknown as Service;
  const endpoints: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [
      {
        addresses: addresses.map((ip) => ({ ip })),
        ports: [{ name: 'https', port: API_SERVER_PORT, protocol: 'TCP' }],
      },
    ],
  };
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: familyOf(addresses[0] ?? '') ?? 'IPv4',
    endpoints: addresses.map((ip) => ({ addresses: [ip], conditions: { ready: true } })),
    ports: [{ name: 'https', port: API_SERVER_PORT, protocol: 'TCP' }],
  };
  return addresses.length > 0 ? [service, endpoints, slice] : [service];
}

const DNS_LABELS = { 'k8s-app': 'kube-dns' };

/** As kubeadm's manifests have it (`cmd/kubeadm/app/phases/addons/dns/manifests.go`). */
function kubeDnsService(settings: ClusterSettings): Service {
  const clusterIP = serviceAddress(settings, 10) ?? '';
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kube-dns',
      namespace: 'kube-system',
      labels: { ...DNS_LABELS, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
      annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    },
    spec: {
      clusterIP,
      clusterIPs: [clusterIP],
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
      selector: DNS_LABELS,
    },
  } as unknown as Service;
}

function corednsDeployment(): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: 'kube-system', labels: DNS_LABELS },
    spec: {
      replicas: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      selector: { matchLabels: DNS_LABELS },
      template: { metadata: { labels: DNS_LABELS }, spec: corednsPod() },
    },
  } as unknown as Deployment;
}

function corednsPod(): Pod['spec'] {
  return {
    tolerations: [
      { key: 'CriticalAddonsOnly', operator: 'Exists' },
      { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
    ],
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    dnsPolicy: 'Default',
    containers: [
      {
        name: 'coredns',
        image: 'registry.k8s.io/coredns/coredns:v1.14.1',
        args: ['-conf', '/etc/coredns/Corefile'],
        resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
        ports: [
          { containerPort: 53, name: 'dns', protocol: 'UDP' },
          { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
          { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
        ],
        livenessProbe: { httpGet: { path: '/health', port: 8080, scheme: 'HTTP' }, initialDelaySeconds: 60 },
        readinessProbe: { httpGet: { path: '/ready', port: 8181, scheme: 'HTTP' } },
      },
    ],
  } as unknown as Pod['spec'];
}
