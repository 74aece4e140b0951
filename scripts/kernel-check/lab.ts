import { spawnSync } from 'node:child_process';
import { readdirSync, existsSync } from 'node:fs';
import {
  bridgeProvider,
  createKubeProxy,
  keyOf,
  mergeRules,
  nodeForExternalIp,
  outsideAddresses,
  parseRules,
  printRules,
  type ClusterView,
  type HostNetwork,
  type Node,
  type ObjectKey,
  type OutsidePlace,
  type Pod,
  type RuleSet,
  type Service,
} from '../../src/core/index.js';

const PREFIX = 'kubewalk-';
/** The router's address on the side of the Internet: nobody dials it. */
const UPSTREAM = '100.64.0.1';

/** What a node needs to be a node; the last three keep the kernel from rationing the refusals that the check counts. */
const NODE_SYSCTLS = [
  'net.ipv4.ip_forward=1',
  'net.bridge.bridge-nf-call-iptables=1',
  // As kube-proxy sets it, so that node ports work at 127.0.0.1.
  'net.ipv4.conf.all.route_localnet=1',
  'net.ipv4.conf.all.rp_filter=0',
  'net.ipv4.conf.default.rp_filter=0',
  'net.ipv6.conf.all.disable_ipv6=1',
  'net.ipv4.icmp_ratelimit=0',
];
/** The router and the machines outside. Nobody is told of a shorter way: the model's machines do not learn any. */
const OUTSIDE_SYSCTLS = [
  'net.ipv4.ip_forward=1',
  'net.ipv4.conf.all.rp_filter=0',
  'net.ipv4.conf.default.rp_filter=0',
  'net.ipv4.conf.all.send_redirects=0',
  'net.ipv4.conf.default.send_redirects=0',
  'net.ipv4.conf.all.accept_redirects=0',
  'net.ipv6.conf.all.disable_ipv6=1',
  'net.ipv4.icmp_ratelimit=0',
];
const POD_SYSCTLS = ['net.ipv6.conf.all.disable_ipv6=1', 'net.ipv4.icmp_ratelimit=0'];

/**
 * A simulated cluster as network namespaces of this machine: one for each node and pod, one for the wire between the nodes, and outside
 * of it the router, a machine beside the nodes and a client in the Internet. Interfaces, addresses, routes and rules are the model's own.
 * Nothing outside these namespaces is touched.
 */
export class Lab {
  readonly #view: ClusterView;
  readonly #name: string;
  readonly #names = new Map<string, string>();
  readonly #sent = new Map<string, RuleSet>();

  constructor(view: ClusterView, id: string) {
    this.#view = view;
    this.#name = `${PREFIX}${process.pid}-${id}`;
  }

  /** The namespace of a pod, or of a node by its name. */
  namespaceOf(place: ObjectKey | string): string {
    const name = this.#names.get(place);
    if (name === undefined) throw new Error(`there is no namespace for ${place}`);
    return name;
  }

  /** Builds everything and loads the rules. `spoil` may change each node's rules before they are loaded. */
  build(spoil: (rules: string) => string = (rules) => rules): void {
    const nodes = this.#view.list<Node>('Node').map((node) => node.metadata.name);
    const pods = this.#view.list<Pod>('Pod');
    const wire = this.#add('the wire');
    for (const node of nodes) this.#add(node);
    for (const pod of pods) {
      if (pod.spec.hostNetwork) this.#names.set(keyOf(pod), this.namespaceOf(pod.spec.nodeName ?? ''));
      else this.#add(keyOf(pod));
    }
    ip(wire, ['link add wire type bridge', 'link set wire up']);
    for (const [i, node] of nodes.entries()) this.#buildNode(node, wire, `node${i}`);
    for (const pod of pods) if (!pod.spec.hostNetwork) this.#buildPod(pod);
    this.#buildOutside(wire);
    for (const node of nodes) this.#load(node, spoil);
  }

  /** Removes every namespace that this process made. Interfaces go with them. Safe to call at any time, and again. */
  static removeAll(): void {
    removeNamespaces((pid) => pid === process.pid);
  }

  /** Removes what runs that were killed have left behind. */
  static removeStale(): void {
    removeNamespaces((pid) => !existsSync(`/proc/${pid}`));
  }

  #add(place: string): string {
    const name = `${this.#name}-${this.#names.size}`;
    run('ip', ['netns', 'add', name]);
    this.#names.set(place, name);
    return name;
  }

  #buildNode(node: string, wire: string, port: string): void {
    const namespace = this.namespaceOf(node);
    const network = bridgeProvider.node(this.#view, node);
    sysctl(namespace, NODE_SYSCTLS);
    ip(wire, [`link add ${port} type veth peer name eth0 netns ${namespace}`, `link set ${port} master wire up`]);
    const commands: string[] = [];
    for (const { kind, name, master, pod } of network.interfaces) {
      if (kind === 'bridge') commands.push(`link add ${name} type bridge`);
      if (kind !== 'veth' || pod === undefined) continue;
      commands.push(`link add ${name} type veth peer name eth0 netns ${this.namespaceOf(pod)}`);
      commands.push(`link set ${name} master ${master ?? ''} up`);
      // As the kubelet asks of the plugin: or a pod that is its own endpoint never gets its packet back.
      commands.push(`link set ${name} type bridge_slave hairpin on`);
    }
    ip(namespace, [...commands, ...addressing(network)]);
  }

  #buildPod(pod: Pod): void {
    const namespace = this.namespaceOf(keyOf(pod));
    sysctl(namespace, POD_SYSCTLS);
    ip(namespace, addressing(bridgeProvider.pod(this.#view, keyOf(pod))));
  }

  /**
   * The router between the nodes' network and the Internet, and a client on either side of it. It knows the external addresses that the
   * administrator has routed, and swallows everything else: it has no route to pods or cluster IPs.
   */
  #buildOutside(wire: string): void {
    const { nodeCIDR } = this.#view.settings;
    const { router, lan, internet } = outsideAddresses(this.#view.settings);
    const nodes = new Set(this.#view.list<Node>('Node').map(({ metadata }) => this.#addressOf(metadata.name)));
    const prefix = nodeCIDR.split('/')[1] ?? '24';
    for (const place of ['router', 'lan', 'internet']) {
      this.#add(place);
      sysctl(this.namespaceOf(place), OUTSIDE_SYSCTLS);
    }
    for (const place of ['router', 'lan']) {
      const namespace = this.namespaceOf(place);
      ip(wire, [`link add ${place} type veth peer name eth0 netns ${namespace}`, `link set ${place} master wire up`]);
    }
    ip(this.namespaceOf('router'), [
      `link add inet type veth peer name eth0 netns ${this.namespaceOf('internet')}`,
      `addr add ${router}/${prefix} dev eth0`,
      'link set eth0 up',
      `addr add ${UPSTREAM}/32 dev inet`,
      'link set inet up',
      `route add ${internet} dev inet`,
      'route add blackhole default',
      ...this.#view.list<Service>('Service').flatMap(({ spec }) =>
        (spec.externalIPs ?? []).flatMap((address) => {
          const node = nodeForExternalIp(this.#view, address)?.node ?? '';
          // The address of a node needs no administrator.
          return nodes.has(address) ? [] : [`route replace ${address} via ${this.#addressOf(node)}`];
        }),
      ),
    ]);
    // From the Internet the router lets in what is public only.
    run('ip', ['-n', this.namespaceOf('router'), 'rule', 'add', 'iif', 'inet', 'to', nodeCIDR, 'blackhole']);
    ip(this.namespaceOf('lan'), [
      'link set lo up',
      `addr add ${lan}/${prefix} dev eth0`,
      'link set eth0 up',
      `route add default via ${router}`,
    ]);
    ip(this.namespaceOf('internet'), [
      `addr add ${internet}/32 dev eth0`,
      'link set eth0 up',
      `route add ${UPSTREAM} dev eth0`,
      `route add default via ${UPSTREAM}`,
    ]);
  }

  /** What the balancer does with its next connections: they go to this node; without one they are lost. */
  routeBalancer(address: string, node: string | undefined): void {
    const way = node === undefined ? `blackhole ${address}` : `${address} via ${this.#addressOf(node)}`;
    ip(this.namespaceOf('router'), [`route replace ${way}`]);
  }

  /** The address of a client outside. */
  outsideAddress(place: OutsidePlace = 'internet'): string {
    return outsideAddresses(this.#view.settings)[place];
  }

  #addressOf(node: string): string {
    return bridgeProvider.node(this.#view, node).ip;
  }

  #load(node: string, spoil: (rules: string) => string): void {
    const ours = createKubeProxy().rules(this.#view, node).ruleset;
    const provided = parseRules(bridgeProvider.rules(this.#view, node)).ruleset;
    const rules = mergeRules(ours, provided);
    this.#sent.set(node, rules);
    run('ip', ['netns', 'exec', this.namespaceOf(node), 'iptables-restore'], spoil(printRules(rules)));
  }

  /** The rules that a node was given (before they were spoilt). */
  sentRules(node: string): RuleSet {
    return this.#sent.get(node) ?? { tables: new Map() };
  }

  /** What the kernel says it has loaded on a node. */
  savedRules(node: string): string {
    return run('ip', ['netns', 'exec', this.namespaceOf(node), 'iptables-save']);
  }
}

/** Addresses and routes as the model has them. */
function addressing(network: HostNetwork): string[] {
  const commands: string[] = [];
  for (const { name, kind, address } of network.interfaces) {
    if (address !== undefined && kind !== 'loopback') commands.push(`addr add ${address} dev ${name}`);
    if (address !== undefined) commands.push(`link set ${name} up`);
  }
  // Routes on the link first: the others need their gateway to be reachable.
  const routes = network.routes.toSorted((a, b) => Number(a.via !== undefined) - Number(b.via !== undefined));
  for (const { destination, via, dev } of routes)
    commands.push(`route replace ${destination}${via === undefined ? '' : ` via ${via}`} dev ${dev}`);
  return commands;
}

function ip(namespace: string, commands: readonly string[]): void {
  run('ip', ['-n', namespace, '-batch', '-'], `${commands.join('\n')}\n`);
}

function sysctl(namespace: string, settings: readonly string[]): void {
  run('ip', ['netns', 'exec', namespace, 'sysctl', '-q', '-w', ...settings]);
}

function run(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8', timeout: 20_000 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr || `exit ${status}`}`);
  return stdout;
}

/** Namespaces carry the number of the process that made them: only those are removed whose process is asked for. */
function removeNamespaces(ofProcess: (pid: number) => boolean): void {
  if (!existsSync('/run/netns')) return;
  for (const name of readdirSync('/run/netns')) {
    const pid = /^kubewalk-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && ofProcess(Number(pid))) spawnSync('ip', ['netns', 'del', name], { timeout: 20_000 });
  }
}
