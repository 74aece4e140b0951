/** Made at build time by `scripts/vite/first-picture.mjs`: the snapshot of the first example. */
declare module 'virtual:first-picture' {
  const snapshot: import('../engine/protocol.js').Snapshot;
  export default snapshot;
}
