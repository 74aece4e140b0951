import { csiDriverOf, objectKey, type CSIDriver, type ObjectKey, type StorageClass } from '../../core/index.js';
import { push, type Life, type Lives } from './lives.js';
import type { Source } from './plan.js';

/** The classes, each with its provisioner, and the drivers that no class names. */
export function sourcesOf(lives: Lives): readonly Source[] {
  const drivers = new Map<string, Life<CSIDriver>[]>();
  for (const life of lives.of<CSIDriver>('CSIDriver')) push(drivers, life.object.metadata.name, life);
  const classes = new Map<ObjectKey, Life<StorageClass>>();
  for (const life of lives.of<StorageClass>('StorageClass')) classes.set(life.key, life);
  const shown = new Set<string>();
  const driver = (name: string): Source['driver'] => {
    if (name === NO_PROVISIONER || shown.has(name)) return null;
    shown.add(name);
    return { key: objectKey('CSIDriver', undefined, name), lives: drivers.get(name) ?? [] };
  };
  const sources = [...classes.values()].map((life): Source => {
    const provisioner = csiDriverOf(life.object.provisioner);
    return { id: life.key, class: life, provisioner, driver: driver(provisioner) };
  });
  for (const name of drivers.keys()) {
    const own = driver(name);
    if (own !== null) sources.push({ id: own.key, class: null, provisioner: name, driver: own });
  }
  return sources;
}

/** The provisioner of classes whose volumes a person makes. */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
