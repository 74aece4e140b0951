import { pathRound } from 'd3-path';

/**
 * An SVG element as a value. What a thing looks like is a pure function from the scene to marks; the live layers write the differences into
 * the page, and the printed picture writes them out as text. So both always show the same.
 */
export interface Mark {
  readonly tag: 'g' | 'rect' | 'path' | 'text' | 'tspan' | 'circle' | 'line';
  readonly attrs: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children: readonly Mark[];
}

type Attrs = Readonly<Record<string, string | number | undefined>>;

export function mark(tag: Mark['tag'], attrs: Attrs, children: readonly (Mark | null)[] = []): Mark {
  return { tag, attrs: written(attrs), children: children.filter((child) => child !== null) };
}

export function textMark(attrs: Attrs, text: string): Mark {
  return { tag: 'text', attrs: written(attrs), text, children: [] };
}

/** What a mark says, piece by piece, in the order in which it is drawn. */
export function textsOf({ text, children }: Mark): readonly string[] {
  return [...(text === undefined || text === '' ? [] : [text]), ...children.flatMap(textsOf)];
}

function written(attrs: Attrs): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== undefined) out[name] = typeof value === 'number' ? short(value) : value;
  }
  return out;
}

/** A length with at most two decimals: the same text on every machine. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A polyline with rounded corners as path data. */
export function roundedPath(points: readonly { readonly x: number; readonly y: number }[], radius: number): string {
  const data = pathRound(2);
  points.forEach((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (before === undefined) data.moveTo(point.x, point.y);
    else if (after === undefined) data.lineTo(point.x, point.y);
    else
      data.arcTo(point.x, point.y, after.x, after.y, Math.min(radius, span(before, point) / 2, span(point, after) / 2));
  });
  return data.toString();
}

function span(a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
