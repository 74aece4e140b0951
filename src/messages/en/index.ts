import { cluster } from './cluster.js';
import { diagnostics } from './diagnostics.js';
import { editor } from './editor.js';
import { examples } from './examples.js';
import { scene } from './scene.js';
import { trace } from './trace.js';
import { ui } from './ui.js';

export const en = { ...cluster, ...diagnostics, ...editor, ...examples, ...scene, ...trace, ...ui } as const;
