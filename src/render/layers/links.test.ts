import { beforeEach, describe, expect, it } from 'vitest';
import type { SceneLink } from '../../scene/index.js';
import { firstPath } from '../../scene/testing/clusters.js';
import { traffic } from '../../scene/testing/pictures.js';
import { tellLine } from '../describe-link.js';
import { fakeGroup, type FakeElement } from '../testing/fake-document.js';
import { itemLayer, type ItemLayer } from './items.js';
import { linkSpec } from './specs.js';
import type { Say } from '../say.js';

const scene = traffic(firstPath());
const how = { animate: false, again: false };
const say: Say = ({ code, params }) => [code.replace('scene.link.', ''), ...Object.values(params)].join(' ');

let layer: ItemLayer<SceneLink>;
const work = { domWrites: 0 };
/** Whether what names lines has come. */
let loaded = true;

function draw(withWords: boolean): void {
  loaded = withWords;
  layer = itemLayer(
    fakeGroup().asGroup,
    linkSpec(
      () => say,
      (link) => (loaded ? tellLine(link, scene, say) : null),
    ),
    work,
  );
  layer.update(scene.links, how);
}

beforeEach(() => draw(true));

const told = (id: string): (string | null)[] => {
  const element = layer.element(id) as unknown as FakeElement;
  return ['role', 'tabindex', 'aria-label', 'aria-description'].map((name) => element.getAttribute(name));
};

describe('a line', () => {
  it.each([
    [
      'is a thing of its own, named by its ends, with the field behind it',
      'veth:Pod/default/client',
      ['button', '-1', 'veth Pod default/client worker-1 cni0 10.244.1.1/24', 'Pod/default/client spec.nodeName'],
    ],
    ['that no field makes says so', 'uplink', ['button', '-1', 'wire scene.outside 192.168.10.0/24', 'none.network']],
    ['of the nodes’ network is the network, which has a card', 'trunk:0', [null, null, null, null]],
  ])('%s', (_what, id, wanted) => {
    expect(told(id)).toEqual(wanted);
  });

  it('is only drawn until its words have come, and then is a thing like the others', () => {
    draw(false);
    const element = layer.element('uplink') as unknown as FakeElement;
    expect([element.getAttribute('aria-hidden'), ...told('uplink')]).toEqual(['true', null, null, null, null]);
    loaded = true;
    layer.update(scene.links, { ...how, again: true });
    expect([element.getAttribute('aria-hidden'), told('uplink')[0]]).toEqual([null, 'button']);
  });

  it('that is the same is not written again, and keeps what the pointer made of it', () => {
    const element = layer.element('uplink') as unknown as FakeElement;
    element.classList.add('is-pointed');
    work.domWrites = 0;
    layer.update([...scene.links], { ...how, again: true });
    expect(work.domWrites).toBe(0);
    layer.update(
      scene.links.map((link) => (link.id === 'uplink' ? { ...link, part: true } : link)),
      how,
    );
    expect(work.domWrites).toBe(1);
    expect(element.classList.contains('is-pointed')).toBe(true);
  });
});
