/** Official example files. They are not ours to copy, so they stand beside the checkout, or nowhere. */

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = process.env.MIKATA_REFERENCE ?? resolve(import.meta.dirname, '../../../shared/data/jp-clins');

export const OFFICIAL_SUMMARY = 'Bundle-Bundle-CLINS-PCS-Example-01.json';

/** The file's text, or nothing where the examples are absent. */
export function readReference(name: string): string | undefined {
  const path = join(FOLDER, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
