import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** The three screens that every picture is looked at on. */
export const SCREENS = {
  wide: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const;

/** The page as a person uses it. Waits for pictures, never for time. */
export class Workbench {
  readonly page: Page;
  readonly caption: Locator;
  readonly narrow: boolean;

  constructor(page: Page) {
    this.page = page;
    this.caption = page.getByTestId('caption');
    this.narrow = (page.viewportSize()?.width ?? 1280) < 700;
  }

  /** Opens the page, or a link, and waits for its first picture. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(`./${fragment}`);
    await this.revision(1);
    await this.pointable();
  }

  /** Waits until what is drawn can be pointed at: that comes right after the picture. */
  async pointable(): Promise<void> {
    await this.page.waitForFunction(() => {
      const picture = document.querySelector('svg.kw-scene');
      return picture?.querySelector('[tabindex="0"]') !== null || picture.querySelector('.kw-node') === null;
    });
  }

  /** Waits until a picture of at least this revision is on screen, and gives its number. */
  async revision(atLeast: number): Promise<number> {
    await expect
      .poll(() => this.page.evaluate(() => Number(document.documentElement.dataset['revision'] ?? 0)))
      .toBeGreaterThanOrEqual(atLeast);
    return this.page.evaluate(() => Number(document.documentElement.dataset['revision'] ?? 0));
  }

  /** Does something and waits for the picture it makes. */
  async picture(deed: () => Promise<void>): Promise<void> {
    const before = await this.revision(0);
    await deed();
    await this.revision(before + 1);
  }

  /** Goes to where the packet has arrived, without waiting for it. */
  async toEnd(): Promise<void> {
    await this.page.getByRole('button', { name: /^To the end|^В конец/ }).click();
    await expect(this.caption).toHaveAttribute('data-verdict', /./);
  }

  /** Opens an example that asks for something, and goes to where that ends. */
  async openAsked(id: string): Promise<void> {
    await this.open(`#example/${id}`);
    await this.toEnd();
  }

  /** Sends what the composer holds, and goes to where it ends. */
  async send(): Promise<void> {
    await this.picture(() => this.page.getByTestId('send').click());
    await this.toEnd();
  }

  /** Goes to the end until it is this one: keys that are still being read send the packet out anew. */
  async comesTo(verdict: string): Promise<void> {
    await expect(async () => {
      await this.toEnd();
      await expect(this.caption).toHaveAttribute('data-verdict', verdict, { timeout: 1000 });
    }).toPass();
  }

  /** The scene as text once it stands still, each thing's classes in order: which came first hangs on when the player jumped. */
  async stillDrawing(): Promise<string> {
    let drawing = '';
    await expect(async () => {
      const before = drawing;
      drawing = await this.drawing();
      expect(drawing).toBe(before);
    }).toPass({ intervals: [200] });
    return drawing.replaceAll(/(?<= class=")[^"]+/g, (names) => names.split(' ').toSorted().join(' '));
  }

  /** Takes the first fix of the first problem that says so. */
  async mend(problem: RegExp): Promise<void> {
    const problems = this.page.getByTestId('problems').locator('li', { hasText: problem }).first();
    // The problem itself leads to its line; its fixes come after it.
    await this.picture(() => problems.getByRole('button').nth(1).click());
  }

  /** Opens an example about volumes and goes to the end of its story. */
  async openStory(id: string): Promise<void> {
    await this.open(`#example/${id}`);
    await expect(this.page.getByRole('tab', { name: 'Storage' })).toHaveAttribute('aria-selected', 'true');
    await this.endOfStory();
  }

  /** The last stage of the story, with the cluster as it is now. */
  async endOfStory(): Promise<void> {
    const count = this.page.getByTestId('hop-count');
    await expect(count).toHaveText(/\d+\/[1-9]/);
    await expect(async () => {
      await this.page.getByRole('button', { name: /^To the end|^В конец/ }).click();
      const [at, of] = ((await count.textContent()) ?? '').split('/');
      expect(at).toBe(of);
      await expect(this.page.getByTestId('in-the-past')).toBeHidden({ timeout: 1000 });
    }).toPass();
  }

  /** Does something to an object by its menu in the picture. */
  async do(key: string, action: string): Promise<void> {
    // At its heading: of a node the rest is under other things.
    await this.thing(key)
      .first()
      .click({ button: 'right', position: { x: 24, y: 14 } });
    await this.picture(() => this.page.getByTestId('node-menu').getByTestId(`action-${action}`).first().click());
  }

  /** Opens the panel that an object's menu offers. */
  async look(key: string, panel: string): Promise<void> {
    await this.thing(key)
      .first()
      .click({ button: 'right', position: { x: 24, y: 14 } });
    await this.page.getByTestId('node-menu').getByTestId(`look-${panel}`).click();
  }

  async showEditor(): Promise<void> {
    if (this.narrow) await this.page.getByRole('button', { name: 'Manifests', exact: true }).click();
    await expect(this.page.locator('[data-testid="code-editor"][data-ready="true"]')).toBeVisible();
  }

  async hideDrawer(): Promise<void> {
    if (this.narrow) await this.page.keyboard.press('Escape');
  }

  async showPanel(name: RegExp): Promise<void> {
    if (this.narrow) await this.page.getByRole('button', { name: 'Details', exact: true }).click();
    await this.page.getByRole('tab', { name }).click();
  }

  /** Puts the cursor at the end of the first line that holds `text` and types after taking `erase` characters away. */
  async typeAtEndOf(text: string, erase: number, typed: string): Promise<void> {
    const line = this.page.locator('.view-line', { hasText: text }).first();
    await line.click({ position: { x: 60, y: 8 } });
    await this.page.keyboard.press('End');
    for (let i = 0; i < erase; i++) await this.page.keyboard.press('Backspace');
    await this.page.keyboard.type(typed);
    await this.page.keyboard.press('Escape');
  }

  /** The things of the picture whose object's key begins so. */
  thing(key: string): Locator {
    return this.page.getByTestId('picture').locator(`[data-id^="${key}"]`);
  }

  /**
   * The drawn scene as text, a tag a line: without the class names that a build makes up, and without the zoom, which hangs on the
   * height of the browser's own fonts.
   */
  async drawing(): Promise<string> {
    const svg = await this.page
      .getByTestId('picture')
      .locator('svg[data-drawn]')
      .evaluate((element) => element.outerHTML);
    return `${svg
      .replaceAll('><', '>\n<')
      .replaceAll(/\b_\w+_\w{5}_\d+ ?/g, '')
      .replace(/(class="kw-viewport") style="[^"]*"/, '$1')}\n`;
  }
}

export const test = base.extend<{ bench: Workbench; complaints: string[] }>({
  bench: async ({ page }, provide) => provide(new Workbench(page)),
  /** What the page complained of; every test ends with none. */
  complaints: [
    async ({ page }, provide) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await provide(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
