import { parseKey, type ObjectKey } from '../api/key.js';
import type { Action } from './types.js';

/**
 * The command line that does the same to a real cluster, exactly as it would be typed. Null for what the API is never asked for: a
 * probe begins to fail inside a container, a machine loses its network.
 */
export function kubectlFor(action: Action): string | null {
  switch (action.type) {
    case 'delete-pod':
      return `kubectl delete pod ${name(action.pod)}${namespace(action.pod)}${action.force ? ' --force --grace-period=0' : ''}`;
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
    case 'delete-claim':
      return `kubectl delete pvc ${name(action.claim)}${namespace(action.claim)}`;
    case 'delete-volume':
      return `kubectl delete pv ${name(action.volume)}`;
    case 'delete-object': {
      const { kind } = parseKey(action.object);
      return `kubectl delete ${kind.toLowerCase()} ${name(action.object)}${namespace(action.object)}${action.orphan ? ' --cascade=orphan' : ''}`;
    }
    case 'write-file':
      return `kubectl exec ${name(action.pod)}${namespace(action.pod)} -c ${action.container} -- sh -c ${quoted(`printf %s ${quoted(action.text)} > ${quoted(action.path)}`)}`;
    case 'clear-claim-ref':
      return `kubectl patch pv ${name(action.volume)} --type=json -p='[{"op":"remove","path":"/spec/claimRef"}]'`;
    case 'out-of-service':
      return `kubectl taint nodes ${action.node} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute${action.on ? '' : '-'}`;
    case 'detach':
      return `kubectl delete volumeattachment ${name(action.attachment)}`;
    case 'expand-claim':
      return `kubectl patch pvc ${name(action.claim)}${namespace(action.claim)} -p ${quoted(JSON.stringify({ spec: { resources: { requests: { storage: action.storage } } } }))}`;
    case 'set-readiness':
    case 'fail-node':
    case 'heal-node':
      return null;
  }
}

/** A word as a shell reads it back unchanged. */
function quoted(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function name(key: ObjectKey): string {
  return parseKey(key).name;
}

/** kubectl assumes `default`. */
function namespace(key: ObjectKey): string {
  const { namespace: where } = parseKey(key);
  return where === 'default' || where === '' ? '' : ` -n ${where}`;
}
