/**
 * Scrolls the boxes around a thing just as far as it takes to see it. Unlike the browser's own `scrollIntoView` it leaves alone where the Tab
 * key goes on from: what follows the player must not carry the keyboard's reader along.
 */
export function keepInSight(element: HTMLElement | null): void {
  for (let box = element?.parentElement ?? null; element !== null && box !== null; box = box.parentElement) {
    const isTaller = box.scrollHeight > box.clientHeight;
    const isWider = box.scrollWidth > box.clientWidth;
    if ((!isTaller && !isWider) || !scrolls(box)) continue;
    const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
    box.scrollTop += overhang(inner.top, inner.bottom, outer.top, outer.top + box.clientHeight);
    box.scrollLeft += overhang(inner.left, inner.right, outer.left, outer.left + box.clientWidth);
  }
}

function scrolls(box: HTMLElement): boolean {
  const { overflowX, overflowY } = getComputedStyle(box);
  return /auto|scroll/.test(overflowX + overflowY);
}

/** How far `from`…`to` stands out of `start`…`end`; of what is larger than the place its beginning is shown. In pixels. */
export function overhang(from: number, to: number, start: number, end: number): number {
  if (from < start || to - from > end - start) return from - start;
  return Math.max(0, to - end);
}
