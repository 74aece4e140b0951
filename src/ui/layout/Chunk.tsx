import { Component, type ReactNode } from 'react';
import { sayUnloaded } from '../../store/index.js';

interface Props {
  /** What stands here when the part cannot be loaded or breaks. */
  readonly fallback: ReactNode;
  /** Told when that happens: whoever asked for the part may ask again. */
  readonly onFail?: () => void;
  readonly children: ReactNode;
}

/**
 * Holds a part of the page that is loaded late. When it cannot be (offline, an old page after a new release), the fallback stays, and one
 * sentence says so with the way to get it.
 */
export class Chunk extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    sayUnloaded();
    this.props.onFail?.();
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
