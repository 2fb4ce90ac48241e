/**
 * What stands on each sheet of a PDF that Chromium printed, read by Poppler: how letters are put into the file depends
 * on the fonts that a machine happens to have (TrueType as such, others as drawings), and is not for a test to know.
 */

import { execFileSync } from 'node:child_process';

/** The words of each sheet, without white space: letters stand where the drawing put them. */
export function sheetsOf(pdf: Buffer): string[] {
  const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' });
  // Every sheet ends with a form feed.
  return text.split('\f').slice(0, -1).map((sheet) => sheet.replace(/\s+/g, ''));
}
