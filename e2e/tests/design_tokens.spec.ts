import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const OURS = join(import.meta.dirname, '../../style/tokens.css');
const THEIRS = createRequire(import.meta.url).resolve('@digital-go-jp/design-tokens/dist/tokens.css');

/** Custom properties by name. What a dark mode overrides later does not replace the first value. */
function customProperties(path: string): Map<string, string> {
  const css = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const found = new Map<string, string>();
  for (const [, name, value] of css.matchAll(/(--[\w-]+)\s*:\s*([^;}]+)/g)) {
    if (!found.has(name)) found.set(name, value.trim().replace(/\s+/g, ' ').toLowerCase());
  }
  return found;
}

test('a property that bears the name of a デジタル庁 design token has its value', () => {
  const [ours, theirs] = [customProperties(OURS), customProperties(THEIRS)];
  const shared = [...ours].filter(([name]) => theirs.has(name));
  expect(shared.length, 'style/tokens.css uses the tokens by their own names').toBeGreaterThan(5);
  expect(Object.fromEntries(shared)).toEqual(Object.fromEntries(shared.map(([name]) => [name, theirs.get(name)])));
});
