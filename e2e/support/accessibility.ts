import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule of axe-core; a finding is told with its place and its cure. */
export async function expectAccessible(page: Page): Promise<void> {
  // Through the debugger's door, which the page's CSP does not guard: the page itself stays untouched.
  await page.evaluate(AXE);
  const findings = await page.evaluate(async () => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const { violations } = await (window as any).axe.run(document, { preload: false, resultTypes: ['violations'] });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    return violations.flatMap((rule: any) => rule.nodes.map((node: any) => `${rule.id}: ${node.html}\n  ${node.failureSummary}`));
  });
  expect(findings, 'axe finds nothing').toEqual([]);
}

/** Nothing is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, room, culprits } = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const culprits = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > room + 1)
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 120));
    return { wide: document.documentElement.scrollWidth, room, culprits };
  });
  expect(wide, `no sideways scroll at ${room} px: ${culprits.join('\n')}`).toBeLessThanOrEqual(room);
}
