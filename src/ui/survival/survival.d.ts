declare module 'virtual:survival' {
  /**
   * What the model says of every kind of volume and everything that can happen to it, computed when the page was built, and the work
   * that shows it.
   */
  const table: readonly (import('../../core/index.js').Survival & {
    readonly work: import('../../share/index.js').SharedWork;
  })[];
  export default table;
}
