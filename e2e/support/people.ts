/** More invented people, one for each state that a record can be in. */

import { HARUNO, type Person } from './bundles';

/** Numbers that no other person of the tests has. */
function person(number: number, name: string, kana: string): Person {
  return {
    ...HARUNO,
    name,
    kana,
    birthDate: `1960-05-${String(number).padStart(2, '0')}`,
    insuredId: `99999991:試験:${200 + number}:01`,
    hospitalNumber: `E2E0000${200 + number}`,
  };
}

/** A facility knows her, and registered nothing. */
export const KARA = person(1, '試験 空', 'シケン カラ');
/** Some of what was sent about her cannot be read. */
export const KAKERA = person(2, '試験 欠片', 'シケン カケラ');
/** Three thousand results over ten years. */
export const YAMANAMI = person(3, '試験 山並', 'シケン ヤマナミ');
/** Forty characters. */
export const NAGAI = person(4, `試験長々${'々'.repeat(8)}右衛門 ${'寿限無'.repeat(8)}`, 'シケンナガイ ジュゲム');
/** Characters outside the usual sets: one beyond 16 bits, two of the old forms. */
export const MEZURASHI = person(5, '髙﨑 𠮷', 'タカサキ ヨシ');
/** Odd values, dates and codes. */
export const FUSHIGI = person(6, '試験 不思議', 'シケン フシギ');
/** Her very name carries markup and a mark that turns the line around. */
export const SAKASA = person(7, '試験<b>逆</b>\u202e <img src=x onerror=alert(1)>', 'シケン サカサ');

/** Somebody who comes for the first time: another one for every test and kind of screen. */
export function newcomer(number: number): Person {
  const day = String((number % 28) + 1).padStart(2, '0');
  return {
    ...HARUNO,
    name: `試験 新人${number}`,
    kana: 'シケン シンジン',
    birthDate: `1955-04-${day}`,
    insuredId: `99999991:試験:${600 + number}:01`,
    hospitalNumber: `E2E0000${600 + number}`,
  };
}
