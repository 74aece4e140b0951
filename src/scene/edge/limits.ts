/** Balancers, and addresses that lead to a node, before the rest becomes one card. */
export const VISIBLE_BALANCERS = 3;
export const VISIBLE_ADDRESSES = 3;
/** Node ports in one band; above, the last chip stands for the rest. */
export const VISIBLE_PORTS = 3;
/** Controllers drawn with their halves. */
export const VISIBLE_CONTROLLERS = 3;
/** Ingresses drawn with a card of their own. */
export const VISIBLE_INGRESSES = 4;
/** Routes of all of them. */
export const VISIBLE_ROUTES = 9;
