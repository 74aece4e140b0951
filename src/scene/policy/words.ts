import { messageMaker } from '../../core/index.js';

type Nothing = Record<never, never>;
type Count = { readonly count: number };

/** The sentences of the Policy lens and their parameters. */
export interface PolicySceneWords {
  'scene.policy.none': Nothing;
  'scene.policy.ignored': Nothing;
  'scene.policy.more.connections': Count;
  'scene.policy.more.changes': Count;
  'scene.policy.changes': Nothing;
  'scene.policy.outside': Nothing;
  'scene.policy.nodes': Nothing;
  'scene.policy.all': Nothing;
  'scene.policy.workloads': Count;
  'scene.policy.namespaces': Count;
  'scene.policy.policies': Count;
  'scene.policy.pods': Count;
  'scene.policy.open': Nothing;
  'scene.policy.isolated.ingress': Nothing;
  'scene.policy.isolated.egress': Nothing;
  'scene.policy.isolated.both': Nothing;
  'scene.policy.isolated.part': Nothing;
  'scene.policy.unenforced': Nothing;
  'scene.policy.selects.all': Nothing;
  'scene.policy.in.nothing': Nothing;
  'scene.policy.in.any': Nothing;
  'scene.policy.in.here': Nothing;
  'scene.policy.in.everywhere': Nothing;
  'scene.policy.out.nothing': Nothing;
  'scene.policy.out.any': Nothing;
  'scene.policy.out.here': Nothing;
  'scene.policy.out.everywhere': Nothing;
  'scene.policy.rules.more': Count;
  'scene.policy.port.any': Nothing;
  'scene.policy.from.any': Nothing;
  'scene.policy.to.any': Nothing;
  'scene.policy.partly': Nothing;
  'scene.policy.denied': Nothing;
  'scene.policy.allowed': Nothing;
  'scene.policy.added': Nothing;
  'scene.policy.removed': Nothing;
  'scene.policy.about.policy': Nothing;
  'scene.policy.about.party': Nothing;
  'scene.policy.about.isolated': Nothing;
  'scene.policy.about.outside': Nothing;
  'scene.policy.about.nodes': Nothing;
  'scene.policy.about.all': Nothing;
}

/** Makes a message of this lens. */
export const tell = messageMaker<PolicySceneWords>();
