import type { ComponentType } from 'react';
import type { Snapshot } from '../../engine/protocol.js';
import type { MessageCode } from '../../messages/index.js';
import type { Lens } from '../../scene/index.js';
import type { PanelId } from '../../store/index.js';

/** A side panel. To add one: write its body, and an entry in `list.ts`. */
export interface Panel {
  readonly id: PanelId;
  readonly title: MessageCode;
  /** A number beside the title, or null for none. */
  readonly count?: (snapshot: Snapshot, lens: Lens) => number | null;
  /** The lenses that it has something to say about; all of them when absent. */
  readonly lenses?: readonly Lens[];
  /** Whether there is anything to say on the lens; yes when absent. */
  readonly when?: (snapshot: Snapshot, lens: Lens) => boolean;
  readonly Body: ComponentType<{ readonly snapshot: Snapshot }>;
}
