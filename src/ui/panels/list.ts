import { lazy } from 'react';
import type { HopKind } from '../../core/index.js';
import type { Snapshot } from '../../engine/protocol.js';
import { JournalPanel } from './JournalPanel.js';
import type { Panel } from './panel.js';

/** The side panels in the order of their tabs. The journal is on the first screen; the others come when they are opened. */
export const PANELS: readonly [Panel, ...Panel[]] = [
  {
    id: 'journal',
    title: 'ui.panel.journal',
    count: ({ trace, timelines }, lens) =>
      lens === 'storage' ? timelines.storage.hops.length : (trace?.hops.length ?? null),
    Body: JournalPanel,
  },
  {
    id: 'verdict',
    title: 'ui.panel.verdict',
    lenses: ['traffic', 'policy'],
    when: ({ trace }, lens) => lens === 'policy' || hasHop(trace, 'policy'),
    Body: lazy(() => import('../edge/later.js').then(({ VerdictPanel }) => ({ default: VerdictPanel }))),
  },
  {
    id: 'reach',
    title: 'ui.panel.reach',
    lenses: ['policy'],
    Body: lazy(() => import('../edge/later.js').then(({ ReachPanel }) => ({ default: ReachPanel }))),
  },
  {
    id: 'route',
    title: 'ui.panel.route',
    lenses: ['traffic'],
    when: hasIngress,
    Body: lazy(() => import('../edge/later.js').then(({ RoutePanel }) => ({ default: RoutePanel }))),
  },
  {
    id: 'controller',
    title: 'ui.panel.controller',
    lenses: ['traffic'],
    when: hasIngress,
    Body: lazy(() => import('../edge/later.js').then(({ ControllerPanel }) => ({ default: ControllerPanel }))),
  },
  {
    id: 'board',
    title: 'ui.panel.board',
    lenses: ['storage'],
    Body: lazy(() => import('../storage/later.js').then(({ BoardPanel }) => ({ default: BoardPanel }))),
  },
  {
    id: 'volumes',
    title: 'ui.panel.volumes',
    lenses: ['storage'],
    Body: lazy(() => import('../storage/later.js').then(({ VolumesPanel }) => ({ default: VolumesPanel }))),
  },
  {
    id: 'timeline',
    title: 'ui.panel.timeline',
    count: ({ steps }) => steps.length,
    Body: lazy(() => import('./later.js').then(({ ClusterTimeline }) => ({ default: ClusterTimeline }))),
  },
  {
    id: 'object',
    title: 'ui.panel.object',
    Body: lazy(() => import('./later.js').then(({ ObjectPanel }) => ({ default: ObjectPanel }))),
  },
  {
    id: 'rules',
    title: 'ui.panel.rules',
    lenses: ['traffic', 'rules'],
    Body: lazy(() => import('./later.js').then(({ RulesPanel }) => ({ default: RulesPanel }))),
  },
  {
    id: 'dns',
    title: 'ui.panel.dns',
    lenses: ['traffic', 'rules'],
    Body: lazy(() => import('./later.js').then(({ DnsPanel }) => ({ default: DnsPanel }))),
  },
  {
    id: 'conntrack',
    title: 'ui.panel.conntrack',
    lenses: ['traffic', 'rules'],
    Body: lazy(() => import('./later.js').then(({ ConntrackPanel }) => ({ default: ConntrackPanel }))),
  },
  {
    id: 'events',
    title: 'ui.panel.events',
    Body: lazy(() => import('./later.js').then(({ EventsPanel }) => ({ default: EventsPanel }))),
  },
];

function hasHop(trace: Snapshot['trace'], kind: HopKind): boolean {
  return trace?.hops.some((hop) => hop.kind === kind) ?? false;
}

/** Somebody wrote an Ingress, or a packet came to somebody who reads them. */
function hasIngress({ objects, trace }: Snapshot): boolean {
  return objects.some(({ ingress }) => ingress !== undefined) || hasHop(trace, 'l7');
}
