import type { Suite } from '../suite.js';
import { attach } from './attach.js';
import { cni } from './cni.js';
import { dns } from './dns.js';
import { endpointslice } from './endpointslice.js';
import { ingress } from './ingress.js';
import { invalidManifests } from './invalid-manifests.js';
import { kubeproxyFlows } from './kubeproxy-flows.js';
import { kubeproxyGolden } from './kubeproxy-golden.js';
import { kubeproxyTopology } from './kubeproxy-topology.js';
import { manifestsCorpus } from './manifests-corpus.js';
import { names } from './names.js';
import { cyclonus } from './netpol-cyclonus.js';
import { npGuard, npGuardDiff, npGuardEval, npGuardIngress } from './netpol-np-guard.js';
import { podcidr } from './podcidr.js';
import { pv } from './pv.js';
import { quantity } from './quantity.js';
import { resolvconf } from './resolvconf.js';
import { robustness } from './robustness.js';
import { selectors } from './selectors.js';
import { serviceAlloc } from './service-alloc.js';
import { validation } from './validation.js';

/** Every suite that has a runner, one file each. A folder of cases that is not here is reported as not covered. */
export const SUITES: readonly Suite[] = [
  attach,
  cni,
  dns,
  endpointslice,
  ingress,
  invalidManifests,
  kubeproxyFlows,
  kubeproxyGolden,
  kubeproxyTopology,
  manifestsCorpus,
  names,
  cyclonus,
  npGuard,
  npGuardDiff,
  npGuardEval,
  npGuardIngress,
  podcidr,
  pv,
  quantity,
  resolvconf,
  robustness,
  selectors,
  serviceAlloc,
  validation,
];
