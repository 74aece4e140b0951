/**
 * As much of a document as the layers write to: enough to count what is written without a browser. What it looks like is for the browser
 * tests to see.
 */
export class FakeElement {
  readonly children: FakeElement[] = [];
  readonly style: Record<string, string> = { transform: '' };
  parentNode: FakeElement | null = null;
  textContent = '';
  readonly #attributes = new Map<string, string>();

  readonly tagName: string;
  readonly ownerDocument: FakeDocument;

  constructor(tagName: string, ownerDocument: FakeDocument) {
    this.tagName = tagName;
    this.ownerDocument = ownerDocument;
  }

  readonly classList = {
    contains: (name: string): boolean => this.#classes().includes(name),
    add: (name: string): void =>
      this.setAttribute('class', [...this.#classes().filter((one) => one !== name), name].join(' ')),
    remove: (name: string): void =>
      this.setAttribute(
        'class',
        this.#classes()
          .filter((one) => one !== name)
          .join(' '),
      ),
    toggle: (name: string, on: boolean): void => (on ? this.classList.add(name) : this.classList.remove(name)),
  };

  get firstElementChild(): FakeElement | null {
    return this.children[0] ?? null;
  }
  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }
  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }
  setAttribute(name: string, value: string): void {
    this.#attributes.set(name, value);
  }
  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }
  matches(selector: string): boolean {
    return this.hasAttribute(selector.slice(1, -1));
  }
  appendChild(child: FakeElement): FakeElement {
    return this.insertBefore(child, null);
  }
  /** Text beside the elements is not kept; nothing here asks for it. */
  append(child: string | FakeElement): void {
    if (typeof child !== 'string') this.appendChild(child);
  }
  replaceChildren(): void {
    this.children.splice(0);
  }
  insertBefore(child: FakeElement, next: FakeElement | null): FakeElement {
    child.remove();
    const index = next === null ? this.children.length : this.children.indexOf(next);
    this.children.splice(index, 0, child);
    child.parentNode = this;
    return child;
  }
  remove(): void {
    const siblings = this.parentNode?.children;
    if (siblings) siblings.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }
  replaceWith(other: FakeElement): void {
    this.parentNode?.insertBefore(other, this);
    this.remove();
  }
  /** 4: the other one follows. As far as siblings go, which is all that is asked. */
  compareDocumentPosition(other: FakeElement): number {
    const siblings = this.parentNode?.children ?? [];
    return siblings.indexOf(other) > siblings.indexOf(this) ? 4 : 2;
  }
  addEventListener(): void {}

  #classes(): string[] {
    return (this.getAttribute('class') ?? '').split(' ').filter((name) => name !== '');
  }
}

export class FakeDocument {
  createElementNS(_namespace: string, tag: string): FakeElement {
    return new FakeElement(tag, this);
  }
}

/** An empty `<g>` to draw into. */
export function fakeGroup(): { readonly element: FakeElement; readonly asGroup: SVGGElement } {
  const element = new FakeElement('g', new FakeDocument());
  return { element, asGroup: element as unknown as SVGGElement };
}
