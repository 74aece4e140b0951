/**
 * The glyphs of the kinds: one family, drawn as strokes of 1.5 on a 16 px grid with round ends, told apart by their outline at 16 px.
 * Each is path data; the short name of the kind stands beside it.
 */
export const GLYPHS = {
  /** A cube: something with an inside. */
  pod: 'M8 1.5l5.6 3.25v6.5L8 14.5l-5.6-3.25v-6.5zM2.4 4.75L8 8l5.6-3.25M8 8v6.5',
  /** Cubes one behind the other. */
  pods: 'M6.2 4.2l4.6 2.65v5.3L6.2 14.8 1.6 12.15v-5.3zM1.6 6.85l4.6 2.65 4.6-2.65M6.2 9.5v5.3M6.4 2.6l2.2-1.3 5.8 3.3v6.2l-1.7 1',
  /** One way in, many ways out. */
  service: 'M1.5 8h4.2M5.7 8a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0M10.3 8h4.2M9.7 6.4l4-3.6M9.7 9.6l4 3.6',
  /** A machine with its light on. */
  node: 'M3.5 2.5h9a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.5zM2 8h12M4.7 5.3h.1M4.7 10.7h.1M8 5.3h3.2M8 10.7h3.2',
  /** A rail with sockets. */
  bridge: 'M1 12h14M3.5 12V8M8 12V8M12.5 12V8M2 4.5h3V8H2zM6.5 4.5h3V8h-3zM11 4.5h3V8h-3z',
  /** Ways that change over: rewriting. */
  'kube-proxy': 'M1.5 4.5h3l6 7h4M1.5 11.5h3l2-2.3M8.6 6.8l1.9-2.3h4M12.5 2.5l2 2-2 2M12.5 9.5l2 2-2 2',
  /** Machines joined. */
  network:
    'M8 2.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 0 1 0-3.6zM3.4 10.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 0 1 0-3.6zM12.6 10.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 0 1 0-3.6zM7 5.5l-2.7 4.9M9 5.5l2.7 4.9M5.2 12h5.6',
  /** The globe. */
  outside:
    'M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7zM1.7 8h12.6M8 1.7c-2 1.8-3 3.9-3 6.3s1 4.5 3 6.3c2-1.8 3-3.9 3-6.3s-1-4.5-3-6.3z',
  /** A name looked up in a book. */
  dns: 'M8 4C6.4 2.9 4.4 2.6 1.8 2.8v9.6c2.6-.2 4.6.1 6.2 1.2 1.6-1.1 3.6-1.4 6.2-1.2V2.8C11.6 2.6 9.6 2.9 8 4zM8 4v9.6M4 6h1.7M4 8.5h1.7M10.3 6H12M10.3 8.5H12',
  /** Lines of a list with a hand at one of them. */
  rule: 'M6.5 3.5h8M6.5 8h8M6.5 12.5h8M1.5 5.7L4 8l-2.5 2.3',
  /** A plug. */
  interface: 'M3 5.5h10v6H3zM5.5 11.5v2M8 11.5v2M10.5 11.5v2M6 5.5v-3h4v3',
  /** A path that a container sees: a folder on a hook. */
  mount: 'M1.5 13V4.5h4.2l1.5 1.8h7.3V13zM8 8v3.2M6.3 9.6L8 11.3l1.7-1.7',
  /** A form with a request on it. */
  claim: 'M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M6 8h4M6 11h2.5',
  /** A drum with a label. */
  volume:
    'M2 4c0-1.4 2.7-2.5 6-2.5s6 1.1 6 2.5-2.7 2.5-6 2.5S2 5.4 2 4zM2 4v8c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5V4M5.5 10.2h5',
  /** A card of a menu: what can be ordered. */
  'storage-class': 'M2.5 2.5h11v11h-11zM5 5.7h6M5 8.2h6M5 10.7h3.5',
  /** A screw nut: what knows how to turn it. */
  driver: 'M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9zM8 5.6a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 0 1 0-4.8z',
  /** A plug in its socket. */
  attachment: 'M1.5 8H5M11 8h3.5M5 4.5h3.5v7H5zM8.5 6.2H11M8.5 9.8H11M11 4.5v7',
  /** Platters. */
  disk: 'M1.8 9.5l2-6.5h8.4l2 6.5M1.8 9.5h12.4v4H1.8zM4.2 11.5h.1M11.8 11.5h-4',
  /** A screen on a desk. */
  client: 'M2 2.5h12v8H2zM8 10.5v3M5 13.5h6',
  /** One way in, three out, over a beam. */
  'load-balancer':
    'M8 1.5v4M2.5 5.5h11M2.5 5.5v4.2M8 5.5v4.2M13.5 5.5v4.2M1 9.7h3v3.8H1zM6.5 9.7h3v3.8h-3zM12 9.7h3v3.8h-3z',
  /** A door in a wall. */
  'node-port': 'M2 14V2h12v12M5.5 14V5.5h5V14M8.6 9.8h.1',
  /** A signpost. */
  ingress: 'M8 1.5v13M8 3h5l1.5 1.7L13 6.4H8zM8 7.6H3.4L1.9 9.3 3.4 11H8z',
  /** A way that branches off. */
  route: 'M1.5 12.5h4l5-8h4M12.5 2.5l2 2-2 2M1.5 4.5h3',
  /** Two halves that turn together. */
  controller: 'M13.6 6.2A6 6 0 0 0 3 4.6M2.4 9.8A6 6 0 0 0 13 11.4M3 1.8v2.8h2.8M13 14.2v-2.8h-2.8',
  /** A shield. */
  policy: 'M8 1.5l5.5 2v4.2c0 3.3-2.2 5.6-5.5 6.8-3.3-1.2-5.5-3.5-5.5-6.8V3.5z',
} as const;

export type GlyphName = keyof typeof GLYPHS;

/** Marks of a state, on a 12 px grid: each has its own outline, so that colour is only a second sign. */
export const STATE_MARKS = {
  starting: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1zM6 3.2V6l2 1.3',
  'not-ready': 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1zM2.6 9.4l6.8-6.8',
  terminating: 'M2.2 2.2l7.6 7.6M9.8 2.2L2.2 9.8',
  failed: 'M6 1.2l5.2 9.4H.8zM6 4.6v2.6M6 8.9v.1',
} as const;
