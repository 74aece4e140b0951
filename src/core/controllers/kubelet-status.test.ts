import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/pod.js';
import { phaseOf, willRestart } from './kubelet-status.js';

type Run = Parameters<typeof phaseOf>[1];
type One = Parameters<typeof willRestart>[1];
type Policy = Pod['spec']['restartPolicy'];

const podOf = (restartPolicy: Policy, deletionTimestamp?: string) =>
  ({ metadata: { name: 'p', ...(deletionTimestamp ? { deletionTimestamp } : {}) }, spec: { restartPolicy } }) as Pod;
const waiting = { state: 'waiting' } as One;
const running = { state: 'running' } as One;
const exited = (exitCode: number, more: Partial<One> = {}) => ({ state: 'exited', exitCode, ...more }) as One;

// pkg/kubelet/kubelet_pods.go: getPhase.
describe('the phase of a pod', () => {
  test.each<[string, Policy, readonly One[], Partial<Run>, string]>([
    ['that has a container yet to start', 'Always', [running, waiting], {}, 'Pending'],
    ['that runs', 'Never', [running, exited(0)], {}, 'Running'],
    ['whose container is started again soon', 'OnFailure', [exited(1, { retryAt: 5 })], {}, 'Running'],
    ['that did its work', 'OnFailure', [exited(0)], {}, 'Succeeded'],
    ['that did its work, with one container not', 'OnFailure', [exited(0), exited(1)], {}, 'Running'],
    ['that did its work once', 'Never', [exited(0), exited(0)], {}, 'Succeeded'],
    ['that failed once', 'Never', [exited(0), exited(2)], {}, 'Failed'],
    ['that ends only to be started again', 'Always', [exited(0)], {}, 'Running'],
    ['that was evicted', 'Always', [running], { evicted: true }, 'Failed'],
  ])('%s', (_, policy, containers, run, phase) => {
    expect(phaseOf(podOf(policy), { containers, ...run } as Run)).toBe(phase);
  });
});

// pkg/kubelet/container/helpers.go: ShouldContainerBeRestarted.
describe('a container that ended is started again', () => {
  test.each<[string, Pod, One, boolean]>([
    ['always', podOf('Always'), exited(0), true],
    ['not in a pod that is going', podOf('Always', '2026-01-01T00:00:00Z'), exited(1), false],
    ['after a failure', podOf('OnFailure'), exited(1), true],
    ['not after success', podOf('OnFailure'), exited(0), false],
    ['never', podOf('Never'), exited(1), false],
    ['whatever the policy, when it was defined anew', podOf('Never'), exited(0, { startsAgain: true }), true],
  ])('%s', (_, pod, run, yes) => expect(willRestart(pod, run)).toBe(yes));
});
