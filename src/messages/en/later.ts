import { asked } from './asked.js';
import { cluster } from './cluster.js';
import { diagnostics } from './diagnostics.js';
import { edge } from './edge.js';
import { edgeScene } from './edge-scene.js';
import { edgeUi } from './edge-ui.js';
import { examplesEdge } from './examples-edge.js';
import { tries } from './examples-tries.js';
import { policy } from './policy.js';
import { policyScene } from './policy-scene.js';
import { http } from './http.js';
import { ingress } from './ingress.js';
import { kept } from './kept.js';
import { lints } from './lints.js';
import { moreLinks } from './more-links.js';
import { reasons } from './reasons.js';
import { storageClaims } from './storage-claims.js';
import { storageScene } from './storage-scene.js';
import { storageUi } from './storage-ui.js';
import { storageVolumes } from './storage-volumes.js';

/** What nobody reads on the first screen: what components did, what is wrong with a text, volumes. A chunk that comes when it is asked for. */
export const later = {
  ...asked,
  ...cluster,
  ...diagnostics,
  ...edge,
  ...edgeScene,
  ...edgeUi,
  ...examplesEdge,
  ...policy,
  ...policyScene,
  ...http,
  ...ingress,
  ...kept,
  ...lints,
  ...moreLinks,
  ...reasons,
  ...storageClaims,
  ...storageScene,
  ...storageUi,
  ...storageVolumes,
  ...tries,
} as const;
