import type { Mark } from './mark.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Counts what was written into the page: elements made or removed, attributes and texts set. */
export interface DomWork {
  domWrites: number;
}

/** Makes the element of a mark, with all that is in it. */
export function build(document: Document, { tag, attrs, text, children }: Mark, work: DomWork): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  for (const child of children) {
    element.appendChild(build(document, child, work));
    // Draws nothing; keeps the texts of a thing apart for whoever reads the page as text: a search, a copy, a reader.
    if (child.tag === 'text') element.append(' ');
  }
  work.domWrites += 1;
  return element;
}

/** Brings the element of an older mark to a newer one, writing only what differs. Gives the element that now stands there. */
export function patch(element: SVGElement, before: Mark, after: Mark, work: DomWork): SVGElement {
  if (before === after) return element;
  if (before.tag !== after.tag || before.children.length !== after.children.length) {
    const fresh = build(element.ownerDocument, after, work);
    element.replaceWith(fresh);
    return fresh;
  }
  for (const [name, value] of Object.entries(after.attrs)) {
    if (before.attrs[name] !== value) write(work, () => element.setAttribute(name, value));
  }
  for (const name of Object.keys(before.attrs)) {
    if (after.attrs[name] === undefined) write(work, () => element.removeAttribute(name));
  }
  if (before.text !== after.text) write(work, () => (element.textContent = after.text ?? ''));
  after.children.forEach((child, index) => {
    const [at, was] = [element.children[index], before.children[index]];
    if (at !== undefined && was !== undefined) patch(at as SVGElement, was, child, work);
  });
  return element;
}

function write(work: DomWork, change: () => void): void {
  change();
  work.domWrites += 1;
}
