import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HARUNO } from '../support/bundles';
import { PLACES } from '../support/places';
import { expect, openAlive, signInAs, test } from '../support/portal';

/** Every directive, in any order; `NONCE` stands for 128 bits or more of base64. */
const POLICY = [
  "base-uri 'none'",
  "connect-src 'self'",
  "default-src 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "script-src 'self' 'nonce-NONCE' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "worker-src 'self'",
];

test('every page of a record carries the whole policy and is never stored', async ({ page }) => {
  await signInAs(page, HARUNO.name);
  const nonces = new Set<string>();
  for (const place of PLACES) {
    const answer = await page.goto(place);
    const headers = await answer!.allHeaders();
    const policy = headers['content-security-policy'];
    const nonce = policy.match(/'nonce-([A-Za-z0-9+/_-]{22,}={0,2})'/)?.[1];
    expect(nonce, place).toBeTruthy();
    nonces.add(nonce!);
    const directives = policy.replace(nonce!, 'NONCE').split(';').map((directive) => directive.trim().replace(/\s+/g, ' '));
    expect(directives.filter(Boolean).sort(), place).toEqual(POLICY);

    expect(headers['cache-control'], place).toBe('no-store');
    expect(headers['x-content-type-options'], place).toBe('nosniff');
    expect(headers['referrer-policy'], place).toMatch(/^(no-referrer|same-origin)$/);
    expect(headers['strict-transport-security'], place).toMatch(/max-age=(3[1-9]|[4-9]\d)\d{6,}/);
    expect(headers['cross-origin-opener-policy'], place).toBe('same-origin');
  }
  expect(nonces.size, 'a nonce is used once').toBe(PLACES.length);
});

test('the record itself is never stored either', async ({ page }) => {
  await signInAs(page, HARUNO.name);
  const record = page.waitForResponse('**/api/record');
  await page.goto('/');
  expect((await (await record).allHeaders())['cache-control']).toBe('no-store');
});

test('the session’s cookie belongs to this host alone, and no script reads it', async ({ page, context }) => {
  await signInAs(page, HARUNO.name);
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ name: expect.stringMatching(/^__Host-/), secure: true, httpOnly: true, path: '/' });
    expect(['Lax', 'Strict']).toContain(cookie.sameSite);
  }
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test.describe('the policy is enforced, not only sent', () => {
  test.use({ expectedNoise: /Content Security Policy/ });

  test('an inline script does not run', async ({ page }) => {
    await signInAs(page, HARUNO.name);
    const violation = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
        }),
    );
    expect(violation).toBe('script-src-elem');
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  });
});

test.describe('another site', () => {
  test.use({ expectedNoise: /^request to another origin: http:\/\/127\.0\.0\.1|status of (401|403|404)/ });

  test('cannot post with the visitor’s cookie', async ({ page, baseURL }) => {
    await signInAs(page, HARUNO.name);
    await openAlive(page, '/');
    for (const path of ['/settings/language', '/signout', '/signin/demo', '/fhir']) {
      const evil = createServer((_, answer) => {
        answer.setHeader('content-type', 'text/html');
        answer.end(`<form method="post" action="${baseURL}${path}"><input name="language" value="en"><button>go</button></form>`);
      });
      await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
      try {
        await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
        const posted = page.waitForResponse((answer) => answer.request().method() === 'POST');
        await page.getByRole('button', { name: 'go' }).click();
        // Without its key `/fhir` knows nobody, whatever the site.
        expect((await posted).status(), path).toBe(path === '/fhir' ? 401 : 403);
      } finally {
        evil.closeAllConnections();
        evil.close();
      }
    }
    await page.goto('/');
    await expect(page.getByRole('banner'), 'still signed in').toContainText(HARUNO.name);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  });
});
