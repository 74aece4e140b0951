import { describe, expect, test } from 'vitest';
import { formatFieldPath } from '../api/field-path.js';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../api/networking.js';
import type { KubeObject, LabelSelector } from '../api/meta.js';
import { aNamespace, aNode, aPod, aView } from '../network/testing/objects.js';
import { decideConnection } from './decision.js';
import { aPolicy } from './testing/objects.js';
import type { PolicyDecision, PolicyEnd, PolicyQuestion, PolicyVerdict } from './types.js';

type Spec = NetworkPolicy['spec'];
const pod = (name: string, parts: Parameters<typeof aPod>[1] = {}) => aPod(name, { node: 'worker-1', ...parts });
const named = (port: number, name: string, protocol: 'TCP' | 'UDP' = 'TCP') => ({ port, name, protocol });

const web = pod('web', { ip: '10.244.1.2', labels: { app: 'web' }, ports: [named(8080, 'http')] });
const old = pod('old', {
  ip: '10.244.1.3',
  labels: { app: 'web' },
  ports: [named(80, 'http'), named(53, 'dns', 'UDP')],
});
const api = pod('api', { ip: '10.244.2.2', node: 'worker-2', labels: { app: 'api', tier: 'back' } });
const far = pod('far', { ip: '10.244.2.3', node: 'worker-2', namespace: 'team', labels: { app: 'api' } });
const agent = pod('agent', { ip: '192.168.0.12', node: 'worker-2', hostNetwork: true, labels: { app: 'api' } });
const team = { ...aNamespace('team'), metadata: { name: 'team', labels: { purpose: 'test' } } };
const OBJECTS: readonly KubeObject[] = [
  aNamespace('default'),
  team,
  aNode('worker-1', 1),
  aNode('worker-2', 2),
  web,
  old,
  api,
  far,
  agent,
];

const at = (one: typeof web): PolicyEnd => ({ kind: 'pod', pod: one });
const address = (ip: string, node?: string): PolicyEnd => ({
  kind: 'address',
  ip,
  ...(node === undefined ? {} : { node }),
});
const internet = address('198.51.100.7');

function ask(policies: readonly NetworkPolicy[], question: Partial<PolicyQuestion>, objects = OBJECTS): PolicyVerdict {
  const view = aView([...objects, ...policies]);
  return decideConnection(view, { from: at(api), to: at(web), protocol: 'TCP', port: 80, ...question });
}

/** Whether the ingress of `web` lets a connection in, with one policy on it. */
const lets = (ingress: Spec['ingress'], question: Partial<PolicyQuestion> = {}): boolean =>
  ask([aPolicy('p', ingress ? { ingress } : {})], question).allowed;
const from = (...peers: NetworkPolicyPeer[]): Spec['ingress'] => [{ from: peers }];
const ports = (...list: NetworkPolicyPort[]): Spec['ingress'] => [{ ports: list }];

describe('who is isolated', () => {
  test('nobody without a policy that selects it', () => {
    const elsewhere = aPolicy('p', {}, 'team');
    const other = aPolicy('q', { podSelector: { matchLabels: { app: 'db' } } });
    const { allowed, ingress } = ask([elsewhere, other], {});
    expect([allowed, ingress?.because, ingress?.policies]).toEqual([true, 'not-isolated', []]);
  });

  const isolates = (spec: Spec) => {
    const { ingress, egress } = ask([aPolicy('p', spec)], { from: at(old) });
    return [ingress, egress].map((one) => one?.because !== 'not-isolated');
  };
  const bare = (spec: Spec): Spec => ({ ...spec, policyTypes: undefined }) as unknown as Spec;
  test.each<[string, Spec, boolean[]]>([
    ['no types: ingress', bare({}), [true, false]],
    ['no types, with egress rules: both', bare({ egress: [{}] }), [true, true]],
    ['no types, an empty egress: ingress', bare({ egress: [] }), [true, false]],
    ['Egress alone', { policyTypes: ['Egress'] }, [false, true]],
    ['Egress alone, with ingress rules that mean nothing', { policyTypes: ['Egress'], ingress: [] }, [false, true]],
    ['both', { policyTypes: ['Ingress', 'Egress'] }, [true, true]],
  ])('%s', (_, spec, expected) => expect(isolates(spec)).toEqual(expected));

  test.each<[string, LabelSelector | null | undefined, boolean]>([
    ['an empty selector selects all', {}, true],
    ['an absent one selects all', undefined, true],
    ['a null one selects all', null, true],
    ['null labels are no labels: all', { matchLabels: null } as unknown as LabelSelector, true],
    ['labels', { matchLabels: { app: 'web' } }, true],
    ['other labels', { matchLabels: { app: 'api' } }, false],
    ['NotIn without the key', { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['x'] }] }, true],
    ['Exists without the key', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, false],
  ])('%s', (_, podSelector, selected) => {
    const verdict = ask([aPolicy('p', { podSelector } as Spec)], {});
    expect(verdict.allowed).toBe(!selected);
  });
});

describe('what an isolated pod is allowed', () => {
  test.each<[string, Spec['ingress'], boolean]>([
    ['nothing without rules', undefined, false],
    ['nothing with no rule', [], false],
    ['everything with an empty rule', [{}], true],
    ['everything with empty lists', [{ from: [], ports: [] }], true],
    ['a rule is peers AND ports', [{ from: [{ podSelector: {} }], ports: [{ port: 81 }] }], false],
    ['rules add up', [{ ports: [{ port: 81 }] }, { from: [{ podSelector: {} }] }], true],
  ])('%s', (_, ingress, expected) => expect(lets(ingress)).toBe(expected));

  test('policies add up, in whatever order', () => {
    const [deny, allow] = [aPolicy('a', {}), aPolicy('b', { ingress: [{}] })];
    expect(ask([deny, allow], {}).allowed).toBe(true);
    expect(ask([allow, deny], {}).allowed).toBe(true);
  });

  test('both ends must allow it, each for itself', () => {
    const out = aPolicy('out', { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Egress'] });
    const verdict = ask([out, aPolicy('in', { podSelector: { matchLabels: { app: 'web' } }, ingress: [{}] })], {});
    expect([verdict.allowed, verdict.egress?.allowed, verdict.ingress?.allowed]).toEqual([false, false, true]);
  });
});

describe('peers', () => {
  const inTeam = { namespaceSelector: { matchLabels: { purpose: 'test' } } };
  const isApi = { podSelector: { matchLabels: { app: 'api' } } };
  test.each<[string, NetworkPolicyPeer[], PolicyEnd, boolean]>([
    ['podSelector: pods of the policy’s namespace', [isApi], at(api), true],
    ['podSelector: no pods of others', [isApi], at(far), false],
    ['namespaceSelector: every pod there', [inTeam], at(far), true],
    ['namespaceSelector: none elsewhere', [inTeam], at(api), false],
    ['both in one item: AND', [{ ...inTeam, podSelector: { matchLabels: { app: 'web' } } }], at(far), false],
    ['both in two items: OR', [inTeam, { podSelector: { matchLabels: { app: 'web' } } }], at(far), true],
    ['an empty namespaceSelector: pods of all', [{ namespaceSelector: {} }], at(far), true],
    ['an empty namespaceSelector: no address outside', [{ namespaceSelector: {} }], internet, false],
    [
      'the label of a namespace’s name is always there',
      [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team' } } }],
      at(far),
      true,
    ],
    ['nothing set: nobody', [{}], at(api), false],
    [
      'null selectors are not used: nobody',
      [{ podSelector: null, namespaceSelector: null } as unknown as NetworkPolicyPeer],
      at(api),
      false,
    ],
    ['ipBlock', [{ ipBlock: { cidr: '198.51.100.0/24' } }], internet, true],
    ['ipBlock: not outside of it', [{ ipBlock: { cidr: '203.0.113.0/24' } }], internet, false],
    [
      'ipBlock: not what is excepted',
      [{ ipBlock: { cidr: '198.51.0.0/16', except: ['198.51.100.0/24'] } }],
      internet,
      false,
    ],
    ['ipBlock: addresses of pods too', [{ ipBlock: { cidr: '10.244.2.0/24' } }], at(api), true],
    ['a pod of the host’s network is no pod to a selector', [{ podSelector: {} }], at(agent), false],
    ['it is its node’s address', [{ ipBlock: { cidr: '192.168.0.12/32' } }], at(agent), true],
    ['another node is an address', [{ namespaceSelector: {} }], address('192.168.0.12', 'worker-2'), false],
  ])('%s', (_, peers, end, expected) => expect(lets(from(...peers), { from: end })).toBe(expected));
});

describe('ports', () => {
  test.each<[string, NetworkPolicyPort, Partial<PolicyQuestion>, boolean]>([
    ['a number', { port: 80 }, {}, true],
    ['another number', { port: 81 }, {}, false],
    ['TCP is meant when no protocol is said', { port: 80 }, { protocol: 'UDP' }, false],
    ['a protocol without a port: all of its ports', { protocol: 'UDP' }, { protocol: 'UDP', port: 9 }, true],
    ['and none of another', { protocol: 'UDP' }, {}, false],
    ['SCTP', { protocol: 'SCTP', port: 80 }, { protocol: 'SCTP' }, true],
    ['the first of a range', { port: 80, endPort: 90 }, { port: 80 }, true],
    ['the last of a range', { port: 80, endPort: 90 }, { port: 90 }, true],
    ['past a range', { port: 80, endPort: 90 }, { port: 91 }, false],
    ['a name is the number that the destination gives it', { port: 'http' }, { port: 8080 }, true],
    ['and not that of another pod', { port: 'http' }, { port: 80 }, false],
    ['which is another one there', { port: 'http' }, { to: at(old), port: 80 }, true],
    ['a name of another protocol', { port: 'dns' }, { to: at(old), port: 53 }, false],
    ['a name that nobody has', { port: 'nope' }, {}, false],
  ])('%s', (_, port, question, expected) => expect(lets(ports(port), question)).toBe(expected));

  test('a name that a sidecar gives counts, one of an init container that ends does not', () => {
    const proxied = (restartPolicy?: 'Always') => {
      const port = { name: 'metrics', containerPort: 9090, protocol: 'TCP' as const };
      const proxy = { name: 'proxy', image: 'proxy', ports: [port], ...(restartPolicy ? { restartPolicy } : {}) };
      return { ...web, spec: { ...web.spec, initContainers: [proxy] } };
    };
    const answers = [proxied('Always'), proxied()].map((to) =>
      lets(ports({ port: 'metrics' }), { to: at(to), port: 9090 }),
    );
    expect(answers).toEqual([true, false]);
  });

  test.each([
    [{ port: 'http' }, 8080, 'policy.port.named'],
    [{ port: 'http' }, 80, 'policy.port.namedOther'],
    [{ port: 'nope' }, 80, 'policy.port.namedMissing'],
  ])('why of %j at %i: %s', (port, asked, code) => {
    const { ingress } = ask([aPolicy('p', { ingress: [{ ports: [port] }] })], { port: asked });
    expect(JSON.stringify(ingress)).toContain(`"${code}"`);
  });

  test('a name means nothing for an address', () => {
    const out = aPolicy('out', { policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] });
    expect(ask([out], { from: at(web), to: internet }).allowed).toBe(false);
  });
});

describe('what policies cannot part', () => {
  const closed = aPolicy('closed', { policyTypes: ['Ingress', 'Egress'] });
  const reasons = ({ allowed, egress, ingress }: PolicyVerdict) => [allowed, egress?.because, ingress?.because];
  test.each<[string, Partial<PolicyQuestion>, unknown[]]>([
    ['a pod and itself', { from: at(web), to: at(web) }, [true, 'self', 'self']],
    [
      'a pod and its own node',
      { from: at(web), to: address('192.168.0.11', 'worker-1') },
      [true, 'own-node', undefined],
    ],
    [
      'its own node and a pod',
      { from: address('192.168.0.11', 'worker-1'), to: at(web) },
      [true, undefined, 'own-node'],
    ],
    [
      'another node and a pod',
      { from: address('192.168.0.12', 'worker-2'), to: at(web) },
      [false, undefined, 'no-rule'],
    ],
    [
      'a pod of the host’s network and one of the same node',
      { from: at(agent), to: at(api) },
      [true, 'host-network', 'own-node'],
    ],
    [
      'a pod of the host’s network and one of another node',
      { from: at(agent), to: at(web) },
      [false, 'host-network', 'no-rule'],
    ],
    ['two addresses', { from: internet, to: address('203.0.113.9') }, [true, undefined, undefined]],
  ])('%s', (_, question, expected) => expect(reasons(ask([closed], question))).toEqual(expected));

  test('anything, where the provider does not enforce', () => {
    const view = aView([...OBJECTS, closed], { networkPolicy: 'ignored' });
    const verdict = decideConnection(view, { from: at(api), to: at(web), protocol: 'TCP', port: 80 });
    expect(reasons(verdict)).toEqual([true, 'not-enforced', 'not-enforced']);
    expect(verdict.ingress?.policies.map((trial) => trial.allowed)).toEqual([false]);
  });
});

describe('the reasons, and the fields they stand in', () => {
  const decisionOf = (spec: Spec, question: Partial<PolicyQuestion> = {}) =>
    ask([aPolicy('p', spec)], question).ingress as PolicyDecision;
  const told = ({ why, cause }: Pick<PolicyDecision, 'why' | 'cause'>) =>
    `${why.code.replace('policy.', '')} ${cause.object.split('/')[0]} ${formatFieldPath(cause.field)}`;

  test.each<[string, Spec, Partial<PolicyQuestion>, string]>([
    [
      'the rule that matched',
      { ingress: [{ ports: [{ port: 1 }] }, {}] },
      {},
      'decision.rule NetworkPolicy spec.ingress[1]',
    ],
    ['no list of rules: the type', {}, {}, 'decision.noRules NetworkPolicy spec.policyTypes[0]'],
    ['an empty list', { ingress: [] }, {}, 'decision.noRules NetworkPolicy spec.ingress'],
    [
      'rules that do not match: the selector',
      { ingress: [{ ports: [{ port: 1 }] }] },
      {},
      'decision.noMatch NetworkPolicy spec.podSelector',
    ],
    [
      'a rule for this very peer, and another port: that port',
      {
        ingress: [
          { from: [{ podSelector: {} }], ports: [{ port: 53 }] },
          { from: [{ podSelector: { matchLabels: { app: 'api' } } }], ports: [{ port: 80 }] },
        ],
      },
      { port: 8080 },
      'decision.otherPort NetworkPolicy spec.ingress[1].ports[0].port',
    ],
    [
      'a rule for everybody and another port: the selector',
      { ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 53 }] }] },
      {},
      'decision.noMatch NetworkPolicy spec.podSelector',
    ],
    ['itself', {}, { from: at(web) }, 'decision.self Pod metadata.name'],
    ['its own node', {}, { from: address('192.168.0.11', 'worker-1') }, 'decision.ownNode Pod spec.nodeName'],
  ])('%s', (_, spec, question, expected) => expect(told(decisionOf(spec, question))).toBe(expected));

  const failure = (rule: NonNullable<Spec['ingress']>[number], question: Partial<PolicyQuestion> = {}) => {
    const failed = decisionOf({ ingress: [rule] }, question).policies[0]?.rules[0]?.failed;
    return failed && told(failed).replace(' NetworkPolicy', '');
  };
  test.each<[string, NonNullable<Spec['ingress']>[number], Partial<PolicyQuestion>, string]>([
    [
      'a label of the pod',
      { from: [{ podSelector: { matchLabels: { app: 'x' } } }] },
      {},
      'peer.podLabel spec.ingress[0].from[0].podSelector.matchLabels.app',
    ],
    [
      'an expression',
      {
        from: [
          {
            podSelector: { matchLabels: { app: 'api' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
          },
        ],
      },
      {},
      'peer.podLabel spec.ingress[0].from[0].podSelector.matchExpressions[0]',
    ],
    [
      'a label of its namespace',
      { from: [{ namespaceSelector: { matchLabels: { purpose: 'x' } } }] },
      { from: at(far) },
      'peer.namespaceLabel spec.ingress[0].from[0].namespaceSelector.matchLabels.purpose',
    ],
    [
      'its namespace',
      { from: [{ podSelector: {} }] },
      { from: at(far) },
      'peer.otherNamespace spec.ingress[0].from[0].podSelector',
    ],
    [
      'it is no pod',
      { from: [{ namespaceSelector: {} }] },
      { from: internet },
      'peer.address spec.ingress[0].from[0].namespaceSelector',
    ],
    [
      'it is a node',
      { from: [{ podSelector: {} }] },
      { from: at(agent) },
      'peer.node spec.ingress[0].from[0].podSelector',
    ],
    [
      'an exception',
      { from: [{ ipBlock: { cidr: '198.51.0.0/16', except: ['198.51.100.0/24'] } }] },
      { from: internet },
      'peer.excepted spec.ingress[0].from[0].ipBlock.except[0]',
    ],
    [
      'the first that failed: peers before ports',
      { from: [{ podSelector: { matchLabels: { app: 'x' } } }], ports: [{ port: 1 }] },
      {},
      'peer.podLabel spec.ingress[0].from[0].podSelector.matchLabels.app',
    ],
    [
      'the ports, when the peers match',
      { from: [{ podSelector: {} }], ports: [{ port: 1 }] },
      {},
      'port.otherNumber spec.ingress[0].ports[0].port',
    ],
    [
      'none of several peers',
      { from: [{ ipBlock: { cidr: '1.2.3.0/24' } }, { podSelector: { matchLabels: { a: 'b' } } }] },
      {},
      'rule.noPeer spec.ingress[0].from',
    ],
    [
      'none of several ports',
      { ports: [{ port: 1 }, { port: 2, endPort: 3 }] },
      {},
      'rule.noPort spec.ingress[0].ports',
    ],
    [
      'past the end of a range',
      { ports: [{ port: 1, endPort: 3 }] },
      {},
      'port.outsideRange spec.ingress[0].ports[0].endPort',
    ],
  ])('%s', (_, rule, question, expected) => expect(failure(rule, question)).toBe(expected));

  test('every policy that selects the pod is told of, and every rule of it, also after one has matched', () => {
    const policies = [aPolicy('b', { ingress: [{}] }), aPolicy('a', { ingress: [{ ports: [{ port: 1 }] }, {}, {}] })];
    const decision = ask(policies, {}).ingress;
    expect(decision?.policies.map((trial) => [trial.policy, trial.rules.map((rule) => rule.matched)])).toEqual([
      ['NetworkPolicy/default/a', [false, true, true]],
      ['NetworkPolicy/default/b', [true]],
    ]);
    expect(decision?.cause).toEqual({ object: 'NetworkPolicy/default/a', field: ['spec', 'ingress', 1] });
  });
});
