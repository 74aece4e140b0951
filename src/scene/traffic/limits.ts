/** Above this many things to look at, pods are drawn by owner: labels stay legible when the whole is fitted to the pane. */
export const VISIBLE_NODES = 60;
/** Pods of one owner on one side of a band that are drawn one by one. */
export const PODS_OF_ONE_OWNER = 8;
/** Service cards before the rest becomes one card. */
export const VISIBLE_SERVICES = 12;
/** Cluster nodes drawn as whole bands; above, those that the trace does not pass are one line each. */
export const WHOLE_BANDS = 6;
/** Lines for cluster nodes before the rest is a number. */
export const VISIBLE_BANDS = 24;
/** Services with links to their endpoints; above, only those that take part in the trace have them. */
export const LINKED_SERVICES = 6;
