import { lazy } from 'react';
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
