import type { Page } from '@playwright/test';

/** The places of the portal that show a person's record; their addresses are promises. */
export const PLACES = [
  '/',
  '/medicines',
  '/medicines/show',
  '/medicines/check',
  '/labs',
  '/record',
  '/summary',
  '/show',
  '/documents',
  '/settings',
  '/glossary',
] as const;

/** Places that do not need a record: whoever is not signed in sees them, too. */
export const OPEN_TO_ANYBODY: readonly string[] = ['/settings', '/glossary'];

/** The links every page offers. */
export const NAVIGATION = {
  ja: { '/': 'ホーム', '/medicines': 'くすり', '/labs': '検査', '/record': '記録' },
  en: { '/': 'Home', '/medicines': 'Medicines', '/labs': 'Tests', '/record': 'Record' },
} as const;

export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The address of the first thing that a list leads to: one test of `/labs`, one document of `/documents`. */
export async function addressOf(page: Page, list: '/labs' | '/documents'): Promise<string> {
  await page.goto(list);
  const address = await page.getByRole('main').locator(`a[href^="${list}/"]`).first().getAttribute('href');
  return address!;
}
