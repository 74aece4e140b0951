import { expect, it } from 'vitest';
import { ingressControllers, type ClusterView, type KubeObject } from '../../core/index.js';
import { fanout, unreadIngress } from '../testing/edge-clusters.js';
import { aView } from '../testing/objects.js';
import { readersOf } from './readers.js';

const FANOUT = 'Ingress/default/simple-fanout';

/** What the second one says of everything but the Ingresses, which are the very list of the first. */
function withIngressesOf(first: ClusterView, second: ClusterView): ClusterView {
  const ingresses = first.list('Ingress');
  return {
    ...second,
    list: <T extends KubeObject>(kind: string, namespace?: string) =>
      (kind === 'Ingress' && namespace === undefined ? ingresses : second.list(kind, namespace)) as readonly T[],
  };
}

const read = (view: ClusterView) => readersOf(view, ingressControllers(view));

it('an Ingress is read by the controller of its class', () => {
  const view = aView(fanout());
  expect([...read(view)].map(([ingress, { program }]) => [ingress, program])).toEqual([[FANOUT, 'ingress-nginx']]);
});

it('is read once while nothing that decides it changes', () => {
  const view = aView(fanout());
  expect(read(view)).toBe(read(view));
});

it('a controller that comes, or goes, is seen though the Ingresses are the same', () => {
  const [bare, whole] = [aView(unreadIngress()), aView(fanout())];
  expect([...read(bare)]).toEqual([]);
  expect([...read(withIngressesOf(bare, whole)).keys()]).toEqual([FANOUT]);
  expect([...read(bare)]).toEqual([]);
});
