import { select } from 'd3-selection';
import { textsOf, type Mark } from '../mark.js';
import { build, patch, type DomWork } from '../patch.js';

/** How one kind of thing is drawn. */
export interface ItemSpec<T> {
  classOf(item: T): string;
  /** The origin of the thing: it is moved there by a CSS transform, so that a move is eased by the style sheet alone. */
  at(item: T): { readonly x: number; readonly y: number };
  mark(item: T): Mark;
  /** What assistive technology is told; null for what it need not know. */
  label(item: T): string | null;
  /** The accessible name, of the words that are seen on it; all of them unless said. */
  name?(item: T, seen: readonly string[]): string;
  focusable(item: T): boolean;
}

/** A layer of things with ids. It owns its `<g>` and nobody else writes there. */
export interface ItemLayer<T> {
  update(items: readonly T[], options: { readonly animate: boolean; readonly again: boolean }): void;
  element(id: string): SVGGElement | undefined;
  item(id: string): T | undefined;
}

/**
 * One layer of the scene.
 *
 *   g.kw-layer.kw-layer-NAME
 *     g.CLASSES[data-id][style=transform]     one for each item, in the order of the scene
 *       g.kw-body                             what the mark says
 *
 * Items that are the very same object as before are not touched. New ones come with `is-entering`, old ones stay with `is-leaving` until
 * their animation ends.
 */
export function itemLayer<T extends { readonly id: string }>(
  root: SVGGElement,
  spec: ItemSpec<T>,
  work: DomWork,
): ItemLayer<T> {
  const drawn = new Map<string, { readonly element: SVGGElement; item: T; mark: Mark }>();

  const put = (element: SVGGElement, name: string, value: string): void => {
    if (element.getAttribute(name) === value) return;
    element.setAttribute(name, value);
    work.domWrites += 1;
  };

  const describe = (element: SVGGElement, item: T, mark: Mark): void => {
    const live = ['is-lit', 'is-next', 'is-selected', 'is-pointed', 'is-entering'].filter((name) =>
      element.classList.contains(name),
    );
    put(element, 'class', [spec.classOf(item), ...live].join(' '));
    const { x, y } = spec.at(item);
    const transform = x === 0 && y === 0 ? '' : `translate(${x}px, ${y}px)`;
    if (element.style.transform !== transform) {
      element.style.transform = transform;
      work.domWrites += 1;
    }
    const label = spec.label(item);
    if (label === null) put(element, 'aria-hidden', 'true');
    else {
      if (element.hasAttribute('aria-hidden')) element.removeAttribute('aria-hidden');
      // The name is what is seen, so that who speaks to the page can say it; the description is the whole.
      const texts = textsOf(mark);
      const seen = spec.name?.(item, texts) ?? texts.join(' ');
      put(element, 'aria-label', seen === '' ? label : seen);
      if (seen !== '') put(element, 'aria-description', label);
    }
    if (spec.focusable(item)) {
      put(element, 'role', 'button');
      if (!element.hasAttribute('tabindex')) put(element, 'tabindex', '-1');
    } else if (label !== null) put(element, 'role', 'graphics-symbol');
  };

  const enter = (item: T, animate: boolean): SVGGElement => {
    const mark = spec.mark(item);
    const element = build(root.ownerDocument, { tag: 'g', attrs: { 'data-id': item.id }, children: [mark] }, work);
    const group = element as SVGGElement;
    drawn.set(item.id, { element: group, item, mark });
    describe(group, item, mark);
    if (animate) {
      group.classList.add('is-entering');
      group.addEventListener('animationend', () => group.classList.remove('is-entering'), { once: true });
    }
    return group;
  };

  const leave = (element: SVGGElement, id: string, animate: boolean): void => {
    drawn.delete(id);
    element.removeAttribute('data-id');
    element.setAttribute('aria-hidden', 'true');
    element.removeAttribute('tabindex');
    work.domWrites += 1;
    if (!animate) {
      element.remove();
      return;
    }
    element.classList.add('is-leaving');
    // Without an animation (styles absent, animations off) nothing would ever end.
    if (getComputedStyle(element).animationName === 'none') element.remove();
    else element.addEventListener('animationend', () => element.remove(), { once: true });
  };

  return {
    element: (id) => drawn.get(id)?.element,
    item: (id) => drawn.get(id)?.item,
    update: (items, { animate, again }) => {
      select(root)
        .selectChildren<SVGGElement, T>('[data-id]')
        .data(items, (item, index, elements) => item?.id ?? (elements[index] as Element).getAttribute('data-id') ?? '')
        .join(
          (entering) => entering.append((item) => enter(item, animate)),
          (staying) =>
            staying.each((item) => {
              const old = drawn.get(item.id);
              if (old === undefined || (old.item === item && !again)) return;
              const mark = spec.mark(item);
              const body = old.element.firstElementChild;
              if (body !== null) patch(body as SVGElement, old.mark, mark, work);
              old.item = item;
              old.mark = mark;
              describe(old.element, item, mark);
            }),
          (leaving) => leaving.each((item, index, elements) => leave(elements[index] as SVGGElement, item.id, animate)),
        );
    },
  };
}
