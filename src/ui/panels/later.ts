/** The panels that nobody sees before asking for them: one chunk. */
export { ClusterTimeline } from './ClusterTimeline.js';
export { ConntrackPanel } from './ConntrackPanel.js';
export { DnsPanel } from './DnsPanel.js';
export { EventsPanel } from './EventsPanel.js';
export { ObjectPanel } from './ObjectPanel.js';
export { RulesPanel } from './RulesPanel.js';
