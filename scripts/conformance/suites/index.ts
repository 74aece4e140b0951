import type { Suite } from '../suite.js';
import { kubeproxyFlows } from './kubeproxy-flows.js';
import { kubeproxyGolden } from './kubeproxy-golden.js';
import { kubeproxyTopology } from './kubeproxy-topology.js';

/** Every suite that has a runner, one file each. A folder of cases that is not here is reported as not covered. */
export const SUITES: readonly Suite[] = [kubeproxyFlows, kubeproxyGolden, kubeproxyTopology];
