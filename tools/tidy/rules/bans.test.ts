import { expect, it } from 'vitest';
import { BANS, bans } from './bans.ts';
import { found } from './sample.fixture.ts';

const BAD: readonly (readonly [what: string, text: string])[] = [
  ['Date.now(', 'export const a = Date.now();'],
  ['Date.now(', 'setTimeout(Date.now);'],
  ['new Date() without an argument', 'export const a = new Date();'],
  ['Math.random(', 'export const a = Math.random();'],
  ['console.log(', "console.log('x');"],
  ['a default export', 'export default 1;'],
  ['an enum', 'export enum A { b }'],
  ['any', 'export const a = (b: any) => b;'],
  ['an empty catch', 'try { f(); } catch {}'],
  ['an empty catch', 'f().catch(() => {});'],
];

it.each(BAD)('bans %s in: %s', (what, text) => {
  expect(found(bans, { 'src/orders/a.ts': text })).toEqual([`src/orders/a.ts:1 ${what}`]);
});

it('has a bad sample of every ban', () => {
  expect(new Set(BAD.map(([what]) => what))).toEqual(new Set(BANS.map(({ what }) => what)));
});

it.each([
  ['src/core/clock.ts', 'export const a = Date.now();'],
  ['src/orders/a.ts', 'export const a = new Date(0);'],
  ['src/cli/a.ts', "console.log('x');"],
  ['web/vite.config.ts', 'export default {};'],
  ['src/orders/a.ts', "// never Date.now()\nexport const a = 'Math.random( any enum';"],
  ['src/orders/a.ts', 'try { f(); } catch {\n  // It is gone already, which is what was wanted.\n}'],
  ['src/orders/a.ts', 'f().catch(() => undefined);'],
])('lets %s say: %s', (path, text) => {
  expect(found(bans, { [path]: text })).toEqual([]);
});
