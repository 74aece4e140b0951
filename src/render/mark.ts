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
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let data = `M${short(first.x)} ${short(first.y)}`;
  rest.forEach((point, index) => {
    const before = points[index] ?? first;
    const after = points[index + 2];
    if (after === undefined) {
      data += `L${short(point.x)} ${short(point.y)}`;
      return;
    }
    const r = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
    const into = toward(point, before, r);
    const out = toward(point, after, r);
    data += `L${short(into.x)} ${short(into.y)}Q${short(point.x)} ${short(point.y)} ${short(out.x)} ${short(out.y)}`;
  });
  return data;
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function toward(from: { x: number; y: number }, to: { x: number; y: number }, by: number): { x: number; y: number } {
  const length = distance(from, to);
  if (length === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
