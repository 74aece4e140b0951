import { asked } from './asked.js';
import { cluster } from './cluster.js';
import { diagnostics } from './diagnostics.js';
import { edge } from './edge.js';
import { edgeScene } from './edge-scene.js';
import { edgeUi } from './edge-ui.js';
import { editor } from './editor.js';
import { examples } from './examples.js';
import { examplesEdge } from './examples-edge.js';
import { policy } from './policy.js';
import { policyScene } from './policy-scene.js';
import { scene } from './scene.js';
import { http } from './http.js';
import { ingress } from './ingress.js';
import { kept } from './kept.js';
import { links, moreLinks } from './links.js';
import { lints } from './lints.js';
import { reasons } from './reasons.js';
import { storageClaims } from './storage-claims.js';
import { storageScene } from './storage-scene.js';
import { storageUi } from './storage-ui.js';
import { storageVolumes } from './storage-volumes.js';
import { trace } from './trace.js';
import { ui } from './ui.js';

/** Complete by type: a key missing here fails the build. */
export const ru = {
  ...asked,
  ...cluster,
  ...diagnostics,
  ...edge,
  ...edgeScene,
  ...edgeUi,
  ...editor,
  ...examples,
  ...examplesEdge,
  ...policy,
  ...policyScene,
  ...scene,
  ...http,
  ...ingress,
  ...kept,
  ...links,
  ...moreLinks,
  ...reasons,
  ...lints,
  ...storageClaims,
  ...storageScene,
  ...storageUi,
  ...storageVolumes,
  ...trace,
  ...ui,
} as const satisfies Record<keyof typeof import('../en/index.js').en, string>;
