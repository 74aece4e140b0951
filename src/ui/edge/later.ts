/** What only a reader of ways in, Ingresses and policies sees: one chunk, which comes when the first of it is asked for. */
export { commandOf } from './command.js';
export { ControllerPanel } from './ControllerPanel.js';
export { ExposureTable } from './ExposureTable.js';
export { HopMore } from './HopMore.js';
export { HttpFields } from './HttpFields.js';
export { HttpStatus } from './HttpStatus.js';
export { ReachDialog, ReachPanel } from './ReachPanel.js';
export { RoutePanel } from './RoutePanel.js';
export { VerdictPanel } from './VerdictPanel.js';
