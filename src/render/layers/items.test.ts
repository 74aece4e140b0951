import { beforeEach, describe, expect, it } from 'vitest';
import type { SceneNode } from '../../scene/index.js';
import { firstPath } from '../../scene/testing/clusters.js';
import { traffic } from '../../scene/testing/pictures.js';
import { fakeGroup, type FakeElement } from '../testing/fake-document.js';
import { itemLayer, type ItemLayer } from './items.js';
import { nodeSpec } from './specs.js';

const scene = traffic(firstPath());
const how = { animate: false, again: false };

let root: FakeElement;
let layer: ItemLayer<SceneNode>;
const work = { domWrites: 0 };

/** What an update writes. */
function writesOf(nodes: readonly SceneNode[], again = false): number {
  work.domWrites = 0;
  layer.update(nodes, { ...how, again });
  return work.domWrites;
}

const ids = (): (string | null)[] => root.children.map((child) => child.getAttribute('data-id'));

beforeEach(() => {
  const group = fakeGroup();
  root = group.element;
  layer = itemLayer(
    group.asGroup,
    nodeSpec(
      () =>
        ({ code }) =>
          code,
    ),
    work,
  );
  layer.update(scene.nodes, how);
});

describe('a layer', () => {
  it('has one group for each thing, in the order of the scene, each with a name that can be read out', () => {
    expect(ids()).toEqual(scene.nodes.map(({ id }) => id));
    const pod = layer.element('Pod/default/client') as unknown as FakeElement;
    expect(pod.getAttribute('aria-label')).toBe('pod client 10.244.1.2');
    expect(pod.getAttribute('aria-description')).toBe('Pod default/client, IP: 10.244.1.2, Status: Running');
    expect([pod.getAttribute('role'), pod.getAttribute('tabindex')]).toEqual(['button', '-1']);
  });

  it('writes nothing for a scene that is the same', () => {
    expect(writesOf(scene.nodes)).toBe(0);
    expect(writesOf([...scene.nodes], true)).toBe(0);
  });

  it('writes only the text that changed', () => {
    const next = traffic(firstPath({ 0: { ip: '10.244.2.9' } }), null, { previous: scene });
    expect(next.nodes.filter((node) => !scene.nodes.includes(node))).toHaveLength(1);
    // The text, the accessible name and its description.
    expect(writesOf(next.nodes)).toBe(3);
  });

  it('moves a thing by one write', () => {
    const moved = scene.nodes.map((node) =>
      node.id === 'Pod/default/client' ? { ...node, box: { ...node.box, y: 300 } } : node,
    );
    expect(writesOf(moved)).toBe(1);
  });

  it('keeps the element of a pod that stays, and takes away that of one that goes', () => {
    const stays = layer.element('Pod/default/client');
    const next = scene.nodes.filter(({ id }) => id !== 'Pod/default/my-app-7d4b9c6f5d-2xk8z');
    layer.update(next, how);
    expect(layer.element('Pod/default/client')).toBe(stays);
    expect(layer.element('Pod/default/my-app-7d4b9c6f5d-2xk8z')).toBeUndefined();
    expect(ids()).toEqual(next.map(({ id }) => id));
  });

  it('keeps what the moment says of a thing that is drawn again', () => {
    const client = layer.element('Pod/default/client') as unknown as FakeElement;
    client.classList.add('is-lit');
    layer.update(
      scene.nodes.map((node) => (node.id === 'Pod/default/client' ? { ...node, state: 'failed' as const } : node)),
      how,
    );
    expect(client.classList.contains('is-lit')).toBe(true);
    expect(client.classList.contains('kw-is-failed')).toBe(true);
  });

  it('puts a new thing in its place in the order', () => {
    const late = scene.nodes.find(({ id }) => id === 'bridge:worker-1') as SceneNode;
    layer.update(
      scene.nodes.filter((node) => node !== late),
      how,
    );
    layer.update(scene.nodes, how);
    expect(ids()).toEqual(scene.nodes.map(({ id }) => id));
  });
});
