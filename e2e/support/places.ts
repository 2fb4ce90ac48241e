/** The places of the portal that show a person's record; their addresses are promises. */
export const PLACES = ['/', '/medicines', '/labs', '/record', '/summary', '/documents', '/settings'] as const;

/** The links every page offers. */
export const NAVIGATION = {
  ja: { '/': 'ホーム', '/medicines': 'くすり', '/labs': '検査', '/record': '記録' },
  en: { '/': 'Home', '/medicines': 'Medicines', '/labs': 'Tests', '/record': 'Record' },
} as const;

export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
