import { MAX_FRAGMENT, packWork, unpackWork } from './codec.js';
import type { LinkFault, SharedView, SharedWork } from './types.js';

/** What the fragment of the address asks for. */
export type Opened =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'work'; readonly work: SharedWork; readonly view: SharedView }
  | { readonly kind: 'example'; readonly id: string; readonly view: SharedView }
  | { readonly kind: 'refused'; readonly fault: LinkFault };

/** The fragment, with its `#`, that opens exactly this. `#k1:<payload>&step=…&lens=…` */
export function linkOf(work: SharedWork, view: SharedView): string {
  return `#k1:${packWork(work)}${viewText(view)}`;
}

/**
 * Reads a fragment, with or without its `#`. The name before the colon is the codec and its version. A view parameter that makes
 * no sense is ignored: only the work decides whether a link opens.
 */
export function readLink(fragment: string): Opened {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (text === '') return { kind: 'nothing' };
  if (text.length > MAX_FRAGMENT) return { kind: 'refused', fault: 'too-long' };
  const [head = '', ...parameters] = text.split('&');
  const view = readView(parameters);
  if (head.startsWith('example/')) {
    const id = decode(head.slice('example/'.length));
    return id === null ? { kind: 'refused', fault: 'unknown-example' } : { kind: 'example', id, view };
  }
  const colon = head.indexOf(':');
  const codec = head.slice(0, Math.max(colon, 0));
  if (codec !== 'k1') return { kind: 'refused', fault: /^k\d{1,4}$/.test(codec) ? 'future' : 'unreadable' };
  const unpacked = unpackWork(head.slice(colon + 1));
  return unpacked.ok ? { kind: 'work', work: unpacked.work, view } : { kind: 'refused', fault: unpacked.fault };
}

/** The player's place when everything is told, whatever second that is in the page that opens the link. */
const END = 'end';
/** Seconds as a number prints itself, to its last digit: rounded, the moment may fall into the hop before. */
const MOMENT = /^\d{1,6}(\.\d{1,20})?(e-\d{1,3})?$/;

function viewText(view: SharedView): string {
  const parts: string[] = [];
  if (view.lens !== undefined) parts.push(`lens=${view.lens}`);
  if (view.step !== undefined) parts.push(`step=${view.step}`);
  if (view.t !== undefined) parts.push(`t=${view.t === Infinity ? END : view.t}`);
  if (view.language !== undefined) parts.push(`lang=${view.language}`);
  if (view.theme !== undefined) parts.push(`theme=${view.theme}`);
  return parts.map((part) => `&${part}`).join('');
}

function readView(parameters: readonly string[]): SharedView {
  const view: { -readonly [K in keyof SharedView]: SharedView[K] } = {};
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    const value = decode(parameter.slice(equals + 1)) ?? '';
    switch (parameter.slice(0, Math.max(equals, 0))) {
      case 'lens':
        if (value === 'traffic' || value === 'rules' || value === 'policy' || value === 'storage') view.lens = value;
        break;
      case 'step':
        if (/^\d{1,9}$/.test(value)) view.step = Number(value);
        break;
      case 't':
        if (value === END) view.t = Infinity;
        else if (MOMENT.test(value)) view.t = Number(value);
        break;
      case 'lang':
        if (value === 'en' || value === 'ru') view.language = value;
        break;
      case 'theme':
        if (value === 'paper' || value === 'night' || value === 'contrast') view.theme = value;
        break;
    }
  }
  return view;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
