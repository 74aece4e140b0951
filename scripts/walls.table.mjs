// @ts-check
/**
 * The walls: what each folder may import, and why. The longest folder that holds a file is the one that counts; what is not listed is
 * forbidden, and so is a folder that has no row. `scripts/walls.mjs` checks it, `scripts/walls.test.ts` checks the checker.
 *
 * @typedef {object} Row
 * @property {string} folder a folder, or a single file
 * @property {readonly string[]} imports folders of ours whose values and types it may use (its own are always allowed)
 * @property {readonly string[]} [types] folders of ours whose types it may use, by `import type`
 * @property {readonly string[]} npm packages it may name
 * @property {string} why what the reader of a violation should know
 */

/** Packages that only tests may name, in any folder. */
export const TEST_PACKAGES = ['vitest', 'fast-check'];

/** The only files of a folder that others may import. @type {Readonly<Record<string, readonly string[]>>} */
export const DOORS = {
  'src/core': ['src/core/index.ts'],
};

const CORE_WHY =
  'The core is the cluster as values and pure functions: whatever it imports must run in a worker, in Node and in a test, and give the same answer in each.';

/** @type {readonly Row[]} */
export const TABLE = [
  {
    folder: 'src/core',
    imports: ['src/core/*'],
    npm: [],
    why: `${CORE_WHY} Files at its top are its door.`,
  },
  {
    folder: 'src/core/api',
    imports: [],
    npm: ['ipaddr.js'],
    why: 'The shapes of Kubernetes objects are what everything else speaks about, so they know of nothing else.',
  },
  {
    folder: 'src/core/netfilter',
    imports: [],
    npm: ['ipaddr.js'],
    why: 'The interpreter knows no Kubernetes: it runs any ruleset, so that what it says about ours is worth something.',
  },
  {
    folder: 'src/core/manifest',
    imports: ['src/core/api', 'gen'],
    npm: ['yaml', '@noble/hashes'],
    why: 'Reading text knows objects, not clusters: a manifest means the same in every cluster.',
  },
  {
    folder: 'src/core/cluster',
    imports: ['src/core/api'],
    npm: [],
    why: 'The store, the journal and the clock serve every controller alike, so they know none of them.',
  },
  {
    folder: 'src/core/controllers',
    imports: ['src/core/api', 'src/core/cluster'],
    npm: [],
    why: 'Controllers speak to each other only through objects in the store, as the real ones do.',
  },
  {
    folder: 'src/core/network',
    imports: ['src/core/api', 'src/core/cluster'],
    npm: [],
    why: 'Interfaces and routes follow from nodes and pods; Services are kube-proxy’s business.',
  },
  {
    folder: 'src/core/dns',
    imports: ['src/core/api', 'src/core/cluster'],
    npm: [],
    why: 'A DNS server answers from objects in the store; how the question reaches it is the trace’s business.',
  },
  {
    folder: 'src/core/kubeproxy',
    imports: ['src/core/api', 'src/core/cluster', 'src/core/netfilter'],
    npm: ['@noble/hashes', 'ipaddr.js'],
    why: 'kube-proxy turns Services and EndpointSlices into rules and never sees a packet.',
  },
  {
    folder: 'src/core/storage',
    imports: ['src/core/api', 'src/core/cluster'],
    npm: ['@noble/hashes'],
    why: 'Volumes and their controllers reach pods and nodes through the store, and the scheduler and the kubelets through their plug-ins.',
  },
  {
    folder: 'src/core/policy',
    imports: ['src/core/api', 'src/core/cluster'],
    npm: [],
    why: 'A policy speaks of pods and addresses: the same verdict holds for a packet, for a matrix and for a test, and none of them is known here.',
  },
  {
    folder: 'src/core/ingress',
    imports: ['src/core/api', 'src/core/cluster'],
    npm: [],
    why: 'Routing reads objects and one request; how the request reaches the balancer is the trace’s business.',
  },
  {
    folder: 'src/core/trace',
    imports: ['src/core/*'],
    npm: ['pure-rand'],
    why: 'The trace alone knows the packet’s whole way, so nothing in the core may need the trace.',
  },
  {
    folder: 'src/scene',
    imports: ['src/core'],
    npm: [],
    why: 'A scene is computed, never drawn here: it can be compared with a golden file in Node.',
  },
  {
    folder: 'src/messages',
    imports: ['src/core'],
    npm: ['intl-messageformat'],
    why: 'Sentences know what can be said, not where it is shown.',
  },
  {
    folder: 'src/share',
    imports: [],
    types: ['src/core', 'src/engine'],
    npm: ['fflate'],
    why: 'A link is read before anything else may be trusted, so reading it runs nothing of the cluster.',
  },
  {
    folder: 'src/engine',
    imports: ['src/core', 'src/scene', 'gen'],
    npm: ['comlink'],
    why: 'The worker holds the core and sends view models; it knows no page.',
  },
  {
    folder: 'src/render',
    imports: ['src/scene'],
    npm: ['d3-selection', 'd3-path', 'd3-zoom'],
    why: 'D3 lives here and draws what a scene says: a drawing layer that looks into the cluster would invent what the model does not say.',
  },
  {
    folder: 'src/editor',
    imports: ['src/messages'],
    types: ['src/core'],
    npm: ['monaco-editor'],
    why: 'Monaco lives here and arrives late: whatever imports it would make the picture wait.',
  },
  {
    folder: 'src/lessons',
    imports: [],
    types: ['src/core'],
    npm: [],
    why: 'A lesson is data: its values come from the model when it is shown.',
  },
  {
    folder: 'src/store',
    imports: ['src/engine', 'src/lessons', 'src/share'],
    types: ['src/core', 'src/scene', 'src/messages'],
    npm: ['zustand', 'idb-keyval', 'virtual:first-picture'],
    why: 'The store keeps what the user did and nothing derived; what follows from it is computed in the worker.',
  },
  {
    folder: 'src/ui',
    imports: ['src/store', 'src/render', 'src/editor', 'src/messages'],
    types: ['src/core', 'src/scene', 'src/engine', 'src/share'],
    npm: ['react', 'lucide-react', 'zustand', 'virtual:survival'],
    why: 'React lives here and shows what the store and the worker’s view models say; a value of the core in the page would be a second truth.',
  },
  {
    folder: 'src/main.tsx',
    imports: ['src/ui', 'src/store', 'src/messages'],
    npm: ['react', 'react-dom'],
    why: 'The composition root puts the parts together and has no logic of its own.',
  },
  {
    folder: 'e2e',
    imports: [],
    types: ['src/core', 'src/engine'],
    npm: ['@playwright/test', 'axe-core'],
    why: 'A browser test does what a person does: it knows the page, not the code.',
  },
];

/** Files longer than the limit because they are lists, not logic. A file that is gone or short again must leave this list. */
export const LONG_DATA_FILES = /** @type {readonly string[]} */ ([]);

/** Where frames are asked for and their time is read. */
export const CLOCK_FOLDER = 'src/ui/player';
