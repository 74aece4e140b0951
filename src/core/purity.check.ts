/**
 * Proves that the core is compiled without a page, Node or timers (`tsconfig.pure.json`): each name below must be unknown there. Were one
 * to become known, its `@ts-expect-error` would have nothing to expect and the type check would fail. Nothing imports this file.
 *
 * What ES2023 itself brings (`Date`, `Math.random`) cannot be taken away by the compiler; the linter forbids those.
 */
export type Unknown = readonly [
  // @ts-expect-error There is no page: the core runs in a worker, in Node and in tests alike.
  typeof document,
  // @ts-expect-error No window either, nor anything that hangs on it.
  typeof window,
  // @ts-expect-error No elements: what is drawn is decided in scene and done in render.
  HTMLElement,
  // @ts-expect-error Nothing is fetched: Kubewalk works without a network.
  typeof fetch,
  // @ts-expect-error Nothing waits: the virtual clock says what happens when.
  typeof setTimeout,
  // @ts-expect-error Nothing is printed: what went wrong is a value.
  typeof console,
  // @ts-expect-error Wall time is the player's.
  typeof performance,
  // @ts-expect-error Randomness comes from the seed.
  typeof crypto,
  // @ts-expect-error No Node: the same code runs in a browser.
  typeof process,
  // @ts-expect-error Bytes are Uint8Array.
  Buffer,
];
