import { ClusterTimeline } from './ClusterTimeline.js';
import { ConntrackPanel } from './ConntrackPanel.js';
import { DnsPanel } from './DnsPanel.js';
import { EventsPanel } from './EventsPanel.js';
import { Journal } from './Journal.js';
import { ObjectPanel } from './ObjectPanel.js';
import type { Panel } from './panel.js';
import { RulesPanel } from './RulesPanel.js';

/** The side panels in the order of their tabs. */
export const PANELS: readonly [Panel, ...Panel[]] = [
  { id: 'journal', title: 'ui.panel.journal', count: ({ trace }) => trace?.hops.length ?? null, Body: Journal },
  { id: 'timeline', title: 'ui.panel.timeline', count: ({ steps }) => steps.length, Body: ClusterTimeline },
  { id: 'object', title: 'ui.panel.object', Body: ObjectPanel },
  { id: 'rules', title: 'ui.panel.rules', Body: RulesPanel },
  { id: 'dns', title: 'ui.panel.dns', Body: DnsPanel },
  { id: 'conntrack', title: 'ui.panel.conntrack', Body: ConntrackPanel },
  { id: 'events', title: 'ui.panel.events', Body: EventsPanel },
];
