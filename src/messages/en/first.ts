import { editor } from './editor.js';
import { examples } from './examples.js';
import { links } from './links.js';
import { scene } from './scene.js';
import { trace } from './trace.js';
import { ui } from './ui.js';

/** What the first screen says. It is in the page, so it is at hand before anything else is. */
export const first = { ...editor, ...examples, ...links, ...scene, ...trace, ...ui } as const;
