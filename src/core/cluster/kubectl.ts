import { parseKey, type ObjectKey } from '../api/key.js';
import type { Action } from './types.js';

/**
 * The command line that does the same to a real cluster, exactly as it would be typed. What kubectl cannot do is a shell comment that
 * says so.
 */
export function kubectlFor(action: Action): string {
  switch (action.type) {
    case 'delete-pod':
      return `kubectl delete pod ${name(action.pod)}${namespace(action.pod)}${action.force ? ' --force --grace-period=0' : ''}`;
    case 'set-readiness':
      return `# no kubectl command: make the application in pod ${name(action.pod)} ${action.ready ? 'answer' : 'fail'} its readiness probe`;
    case 'crash-container':
      return `kubectl exec ${name(action.pod)}${namespace(action.pod)} -c ${action.container} -- kill 1`;
    case 'scale': {
      const { kind } = parseKey(action.workload);
      return `kubectl scale ${kind.toLowerCase()} ${name(action.workload)}${namespace(action.workload)} --replicas=${action.replicas}`;
    }
    case 'cordon':
      return `kubectl ${action.on ? 'cordon' : 'uncordon'} ${action.node}`;
    case 'drain':
      return `kubectl drain ${action.node} --ignore-daemonsets --delete-emptydir-data --force`;
    case 'fail-node':
      return `# no kubectl command: cut the network of node ${action.node} (ip link set eth0 down)`;
    case 'heal-node':
      return `# no kubectl command: connect node ${action.node} again (ip link set eth0 up)`;
  }
}

function name(key: ObjectKey): string {
  return parseKey(key).name;
}

/** kubectl assumes `default`. */
function namespace(key: ObjectKey): string {
  const { namespace: where } = parseKey(key);
  return where === 'default' || where === '' ? '' : ` -n ${where}`;
}
