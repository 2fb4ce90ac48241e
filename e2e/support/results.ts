/** Laboratory results in great number. */

import { collection, laboratory, type Bundle, type Person } from './bundles';

/** Core tests: name, JLAC10, short name, unit, limits. */
export const TESTS = [
  ['アルブミン', '3A015000001827101', 'ALB', 'g/dL', '4.1', '5.1'],
  ['HbA1c（NGSP）', '3D046000001906202', 'HbA1c-NGSP', '%', '4.9', '6.0'],
  ['空腹時血糖', '3D010129902327101', 'FBS(BS)', 'mg/dL', '73', '109'],
  ['クレアチニン', '3C015000002327101', 'Cre', 'mg/dL', '0.46', '0.79'],
  ['LDLコレステロール', '3F077000002327101', 'LDL-C', 'mg/dL', '65', '163'],
  ['AST(GOT)', '3B035000002327201', 'AST', 'U/L', '13', '30'],
  ['ALT(GPT)', '3B045000002327201', 'ALT', 'U/L', '7', '23'],
  ['カリウム', '3H015000002326101', 'K', 'mmol/L', '3.6', '4.8'],
] as const;

/** How many days before 2024-07-31 the oldest result is from: ten years. */
const SPAN = 3650;

/** `count` results of each of {@link TESTS}, evenly over ten years, in a few Bundles. */
export function tenYearsOfResults(person: Person, count: number): Bundle[] {
  return TESTS.map(([text, code, display, unit, low, high], number) => {
    const [lowest, highest] = [Number(low), Number(high)];
    const results = Array.from({ length: count }, (_, index) => {
      const day = new Date(Date.parse('2024-07-31T00:00:00Z') - Math.floor((index * SPAN) / count) * 86_400_000);
      // A slow wave that leaves the range now and then.
      const value = lowest + (highest - lowest) * (0.5 + 0.7 * Math.sin(index / 9 + number));
      return laboratory({
        id: `Y${number}-${index}`,
        text,
        code,
        display,
        list: 'Core',
        quantity: [value.toPrecision(3), unit, low, high],
        at: `${day.toISOString().slice(0, 10)}T09:00:00+09:00`,
      });
    });
    return collection(person, 'Observation', results, `-${number}`);
  });
}
