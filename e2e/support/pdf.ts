/** What stands on each sheet of a PDF that Chromium printed. Only as much of the format as its writer uses. */

import { inflateSync } from 'node:zlib';

/** The words of each sheet, without white space: letters stand where the drawing put them. */
export function sheetsOf(pdf: Buffer): string[] {
  const objects = new Map<string, { head: string; stream: Buffer | undefined }>();
  const raw = pdf.toString('latin1');
  for (const match of raw.matchAll(/(?:^|\n)(\d+) 0 obj\s*/g)) {
    const start = match.index + match[0].length;
    const end = raw.indexOf('endobj', start);
    const body = raw.slice(start, end);
    const opens = body.indexOf('stream\n');
    const head = opens < 0 ? body : body.slice(0, opens);
    const from = start + opens + 'stream\n'.length;
    const length = Number(head.match(/\/Length (\d+)/)?.[1] ?? 0);
    const packed = pdf.subarray(from, from + length);
    const stream = opens < 0 ? undefined : /FlateDecode/.test(head) ? inflateSync(packed) : packed;
    objects.set(match[1], { head, stream });
  }
  const text = (number: string) => objects.get(number)?.stream?.toString('latin1') ?? '';
  const head = (number: string) => objects.get(number)?.head ?? '';

  const letters = new Map<string, Map<string, string>>();
  const lettersOf = (font: string) => {
    const known = letters.get(font) ?? lettersFrom(text(head(font).match(/\/ToUnicode (\d+) 0 R/)?.[1] ?? ''));
    letters.set(font, known);
    return known;
  };

  const [, kids] = [...objects.values()].map(({ head }) => head.match(/\/Type \/Pages[\s\S]*?\/Kids \[([^\]]*)\]/)).find(Boolean) ?? [];
  const pages = kids ? pagesUnder(kids, head) : [];
  return pages.map((page) => {
    const fonts = new Map([...head(page).matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => [name, number]));
    return wordsOf(text(head(page).match(/\/Contents (\d+) 0 R/)?.[1] ?? ''), (name) => lettersOf(fonts.get(name) ?? ''));
  });
}

function pagesUnder(kids: string, head: (number: string) => string): string[] {
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, number]) => {
    const below = head(number).match(/\/Kids \[([^\]]*)\]/)?.[1];
    return below ? pagesUnder(below, head) : [number];
  });
}

/** A font's table of glyphs and their letters. */
function lettersFrom(table: string): Map<string, string> {
  const found = new Map<string, string>();
  const letter = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, block] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph, said] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) found.set(glyph.toUpperCase(), letter(said));
  }
  for (const [, block] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first, last, said] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      for (let glyph = parseInt(first, 16); glyph <= parseInt(last, 16); glyph += 1) {
        const code = (parseInt(said, 16) + glyph - parseInt(first, 16)).toString(16).padStart(4, '0');
        found.set(glyph.toString(16).padStart(4, '0').toUpperCase(), letter(code));
      }
    }
  }
  return found;
}

function wordsOf(content: string, lettersOf: (font: string) => Map<string, string>): string {
  let letters = new Map<string, string>();
  let words = '';
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|((?:<[\dA-Fa-f]+>|\[[^\]]*\])\s*TJ?j?)/g)) {
    if (font) letters = lettersOf(font);
    else for (const [, hex] of shown.matchAll(/<([\dA-Fa-f]+)>/g)) {
      for (const glyph of hex.match(/.{4}/g) ?? []) words += letters.get(glyph.toUpperCase()) ?? '';
    }
  }
  return words.replace(/\s+/g, '');
}
