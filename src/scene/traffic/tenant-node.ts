import { elideEnd, elideName, MONO, STRONG, TEXT, textWidth, type Font } from '../text/measure.js';
import { GLYPH_ROOM, headingRoom, innerWidth, MARK_ROOM } from '../text/runs.js';
import type { NodeForm, SceneNode } from '../types.js';
import type { Placed } from './placement.js';
import type { Tenant } from './topology.js';
import { say } from './words.js';

/** A pod, or the pods of one owner on a node, as a card. */
export function tenantNode(tenant: Tenant, { box, form }: Placed, node?: string): SceneNode {
  const { condition } = tenant;
  return {
    id: tenant.id,
    kind: tenant.kind,
    box,
    form,
    short: elideEnd(shortName(tenant), innerWidth(box.width) - GLYPH_ROOM, TEXT),
    lines: linesOf(tenant, form, box.width),
    full: fullText(tenant),
    state: condition.state,
    stateWord: condition.word,
    about: say(
      tenant.kind === 'pods' ? 'scene.about.pods' : tenant.kind === 'dns' ? 'scene.about.dns' : 'scene.about.pod',
      {},
    ),
    ...(tenant.object !== undefined && {
      object: tenant.object,
      cause: { object: tenant.object, field: ['metadata', 'name'] },
    }),
    ...(tenant.ip !== undefined && { address: tenant.ip }),
    ...(node !== undefined && { node }),
    ...(tenant.count && { count: tenant.count.all }),
    ...(tenant.part && { part: true }),
    ...(tenant.system && { system: true }),
  };
}

/** The kind's short name, with the namespace where it is not the usual one. */
export function shortName({ kind, namespace, system }: { kind: string; namespace: string; system: boolean }): string {
  const short = kind === 'service' ? 'svc' : kind;
  return system || namespace === 'default' || namespace === '' ? short : `${short} · ${namespace}`;
}

function linesOf(tenant: Tenant, form: NodeForm, width: number): string[] {
  const room = innerWidth(width);
  const { state, word } = tenant.condition;
  const marked = state === 'ok' || state === 'neutral' ? 0 : MARK_ROOM;
  if (form === 'chip') {
    return [titleOf(tenant, room - GLYPH_ROOM - marked, tenant.system ? TEXT : STRONG)];
  }
  const shownWord = elideEnd(word, room, TEXT);
  const second = tenant.count ? `READY ${word}` : (tenant.ip ?? shownWord);
  if (form === 'dense') {
    return [titleOf(tenant, room - GLYPH_ROOM - marked, STRONG), marked > 0 && !tenant.count ? shownWord : second];
  }
  const inHeading = marked === 0 || textWidth(word, TEXT) <= headingRoom(width);
  const data = inHeading || tenant.count ? second : shownWord;
  return [titleOf(tenant, room, STRONG), data === shownWord ? data : elideName(data, room, MONO)];
}

/** A pod's name; an owner's with the number of its pods, which is never cut. */
function titleOf({ name, count }: Tenant, room: number, font: Font): string {
  if (count === undefined) return elideName(name, room, font);
  const number = ` ×${count.all}`;
  return `${elideEnd(name, room - textWidth(number, font), font)}${number}`;
}

function fullText(tenant: Tenant): string {
  if (tenant.count) {
    const kind = tenant.owner.slice(0, tenant.owner.indexOf('/'));
    return `${kind} ${tenant.namespace}/${tenant.name}\nPods: ${tenant.count.all}\nReady: ${tenant.count.ready}`;
  }
  return [
    `Pod ${tenant.namespace}/${tenant.name}`,
    `IP: ${tenant.ip ?? '<none>'}`,
    `Status: ${tenant.condition.word}`,
  ].join('\n');
}
