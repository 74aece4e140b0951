import type { ClusterView, VolumeStep } from '../../core/index.js';
import { keepIdentity } from '../identity.js';
import type { Scene } from '../types.js';
import type { StorageOptions } from './options.js';

/** The Storage lens at the present moment of a cluster, laid out for its whole story. */
export function buildStorageScene(
  _cluster: ClusterView,
  _story: readonly VolumeStep[],
  options: StorageOptions = {},
): Scene {
  const box = { x: 0, y: 0, width: 760, height: 300 };
  return keepIdentity({ lens: 'storage', box, lanes: [], groups: [], nodes: [], links: [] }, options.previous);
}
