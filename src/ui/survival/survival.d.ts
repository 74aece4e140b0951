declare module 'virtual:survival' {
  /** What the model says of every kind of volume and everything that can happen to it, computed when the page was built. */
  const table: readonly import('../../core/index.js').Survival[];
  export default table;
}
