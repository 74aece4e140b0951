import type { Condition, KubeObject, Labels } from './meta.js';
import type { TaintEffect } from './pod.js';

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: TaintEffect;
  readonly timeAdded?: string;
}

export interface Node extends KubeObject {
  readonly kind: 'Node';
  readonly spec: {
    readonly podCIDR?: string;
    readonly podCIDRs?: readonly string[];
    readonly unschedulable?: boolean;
    readonly taints?: readonly Taint[];
  };
  readonly status: {
    readonly addresses?: readonly {
      readonly type: 'InternalIP' | 'ExternalIP' | 'Hostname';
      readonly address: string;
    }[];
    readonly capacity?: Labels;
    readonly allocatable?: Labels;
    readonly conditions?: readonly Condition[];
  };
}

export interface Namespace extends KubeObject {
  readonly kind: 'Namespace';
  readonly spec: { readonly finalizers?: readonly string[] };
  readonly status: { readonly phase: 'Active' | 'Terminating' };
}
