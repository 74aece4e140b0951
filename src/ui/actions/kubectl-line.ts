import type { Action, ObjectKey } from '../../core/index.js';

/** The command that does the same on a real cluster, or null when kubectl has none for it. */
export function kubectlLine(action: Action): string | null {
  switch (action.type) {
    case 'delete-pod':
      return `kubectl delete ${object('pod', action.pod)}${action.force === true ? ' --grace-period=0 --force' : ''}`;
    case 'crash-container': {
      const { name, flag } = split(action.pod);
      return `kubectl exec ${name}${flag} -c ${action.container} -- kill 1`;
    }
    case 'scale':
      return `kubectl scale ${object(split(action.workload).kind, action.workload)} --replicas=${action.replicas}`;
    case 'cordon':
      return `kubectl ${action.on ? 'cordon' : 'uncordon'} ${action.node}`;
    case 'drain':
      return `kubectl drain ${action.node} --ignore-daemonsets --force`;
    // A probe begins to fail inside the container, a machine loses power: nothing that the API is asked for.
    case 'set-readiness':
    case 'fail-node':
    case 'heal-node':
      return null;
  }
}

function split(key: ObjectKey): { kind: string; name: string; flag: string } {
  const [kind = '', namespace = '', name = ''] = key.split('/');
  return {
    kind: kind.toLowerCase(),
    name,
    flag: namespace === '' || namespace === 'default' ? '' : ` -n ${namespace}`,
  };
}

function object(kind: string, key: ObjectKey): string {
  const { name, flag } = split(key);
  return `${kind} ${name}${flag}`;
}
