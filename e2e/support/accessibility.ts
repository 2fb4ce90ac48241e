import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule of axe-core; a finding is told with its place and its cure. */
export async function expectAccessible(page: Page): Promise<void> {
  const withScripts = test.info().project.use.javaScriptEnabled !== false;
  const findings = withScripts ? await findingsOn(page) : await findingsWithoutOurScripts(page);
  expect(findings, 'axe finds nothing').toEqual([]);
}

async function findingsOn(page: Page): Promise<string[]> {
  // Through the debugger's door, which the page's CSP does not guard: the page itself stays untouched.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const { violations } = await (window as any).axe.run(document, { preload: false, resultTypes: ['violations'] });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    return violations.flatMap((rule: any) => rule.nodes.map((node: any) => `${rule.id}: ${node.html}\n  ${node.failureSummary}`));
  });
}

/**
 * axe waits on timers, which a page with scripts switched off has not. So the same visitor opens the same page
 * in a browser that could run scripts and is given none of ours: the page stays as the server wrote it.
 */
async function findingsWithoutOurScripts(page: Page): Promise<string[]> {
  const browser = page.context().browser()!;
  const context = await browser.newContext({
    javaScriptEnabled: true,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    locale: 'ja-JP',
  });
  try {
    await context.route(/\.(js|wasm)$/, (route) => route.abort());
    const twin = await context.newPage();
    await twin.goto(page.url());
    expect(await wordsOf(twin), 'the same page').toEqual(await wordsOf(page));
    return await findingsOn(twin);
  } finally {
    await context.close();
  }
}

/** What a page says, line by line, but for what it says only where no script runs. */
async function wordsOf(page: Page): Promise<string[]> {
  const withoutScripts = (await page.locator('main noscript').allInnerTexts()).map((words) => words.trim());
  const lines = (await page.getByRole('main').innerText()).split('\n').map((line) => line.trim());
  return lines.filter((line) => line && !withoutScripts.includes(line));
}

/** Nothing is wider than the screen; what scrolls in a box of its own is no wider than its box. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, room, culprits } = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const scrollsItself = (element: Element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const culprits = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > room + 1)
      .filter((element) => {
        for (let box = element.parentElement; box; box = box.parentElement) if (scrollsItself(box)) return false;
        return true;
      })
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 120));
    return { wide: document.documentElement.scrollWidth, room, culprits };
  });
  // Soft: all that is wrong with a page, or with many, is told at once.
  expect.soft(wide, `${page.url()}: no sideways scroll at ${room} px: ${culprits.join('\n')}`).toBeLessThanOrEqual(room);
}

/** No words are cut off, none run out of their box, and the bar at the bottom lies over nothing at the end. */
export async function expectNothingLost(page: Page): Promise<void> {
  const lost = await page.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const told = (element: Element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
    // For ears only: one pixel on purpose.
    const unseen = (element: Element) => element.closest('.visually-hidden') !== null || element.clientWidth <= 1;
    const cut: string[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      if (element instanceof SVGElement || !shown(element) || unseen(element) || !element.textContent?.trim()) continue;
      const style = getComputedStyle(element);
      if (style.display === 'inline' || style.display === 'contents') continue;
      const tooWide = element.scrollWidth > element.clientWidth + 1;
      const tooHigh = element.scrollHeight > element.clientHeight + 1;
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      if ((tooWide && hides(style.overflowX)) || (tooHigh && hides(style.overflowY))) cut.push(`cut off: ${told(element)}`);
      if (style.textOverflow === 'ellipsis') cut.push(`shortened: ${told(element)}`);
      if (tooWide && hasWords && style.overflowX === 'visible') cut.push(`out of its box: ${told(element)}`);
    }
    const bar = document.querySelector('.places');
    if (bar && getComputedStyle(bar).position === 'fixed') {
      window.scrollTo(0, document.documentElement.scrollHeight);
      const top = bar.getBoundingClientRect().top;
      const last = document.querySelector('.page-footer')!.lastElementChild!.getBoundingClientRect();
      if (last.bottom > top + 1) cut.push(`under the bar: ${last.bottom - top} px of the last line`);
      const room = document.documentElement.clientHeight;
      if (room - top > room / 3) cut.push(`the bar takes ${room - top} px of ${room}`);
      for (const label of bar.querySelectorAll('a > span')) {
        const [words, link] = [label.getBoundingClientRect(), label.parentElement!.getBoundingClientRect()];
        if (words.left < link.left - 1 || words.right > link.right + 1) cut.push(`out of its place: ${told(label)}`);
      }
      window.scrollTo(0, 0);
    }
    return cut;
  });
  expect.soft(lost, `${page.url()}: nothing is lost`).toEqual([]);
}
