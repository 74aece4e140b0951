import { bridgeProvider } from './bridge.js';
import type { NetworkProvider } from './types.js';

/** Every way the model knows to connect pods, by name. A new one is one file that implements `NetworkProvider` and one line here. */
export const providers: ReadonlyMap<string, NetworkProvider> = new Map([[bridgeProvider.name, bridgeProvider]]);
