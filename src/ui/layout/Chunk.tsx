import { Component, type ReactNode } from 'react';

interface Props {
  /** What stands here when the part cannot be loaded or breaks. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Holds a part of the page that is loaded late. When it cannot be (offline, an old page after a new release), the fallback stays. */
export class Chunk extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
