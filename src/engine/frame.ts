/** The page's half of the scenes: an instant of a timeline. Pure and cheap, so it does not go through the worker. */
export { frameAt } from '../scene/index.js';
