import { expect, test } from 'vitest';
import { packOf } from '../../../test/support/packs.ts';
import type { Pack } from './pack.ts';
import { loadPacks } from './read.ts';
import { Packs } from './versions.ts';

const DAY_MS = 86_400_000;
const kr = packOf('kr');

function version(name: string, fromDay: number, rule: 'keep' | 'migrate'): Pack {
  return {
    ...kr,
    version: name,
    versionId: `kr@${name}+x`,
    holdsFromMs: fromDay * DAY_MS,
    runningOrders: { rule, article: 'SPA 9' },
  };
}

const at = (days: number): number => days * DAY_MS;
const [first, second, third, fourth] = [
  version('2026.10.02-9', 10, 'migrate'),
  version('2026.10.02-10', 10, 'migrate'),
  version('2027.01.01', 20, 'migrate'),
  version('2027.02.01', 30, 'keep'),
] as const;
const packs = new Packs([fourth, second, third, first]);

test('what begins is judged by the newest version that holds at that instant', () => {
  expect(packs.current('kr', at(10) - 1)).toBeNull();
  expect(packs.current('kr', at(10))).toBe(second);
  expect(packs.current('kr', at(20) - 1)).toBe(second);
  expect(packs.current('kr', at(20))).toBe(third);
  expect(packs.current('kr', at(99))).toBe(fourth);
  expect(packs.current('xx', at(99))).toBeNull();
});

test('H-354: a running order migrates as far as each version in turn says, and no further', () => {
  const made = (packVersion: string | null, createdAtMs = at(12)) => ({ jurisdiction: 'kr', packVersion, createdAtMs });
  expect(packs.forOrder(made(second.versionId), at(12))).toBe(second);
  expect(packs.forOrder(made(second.versionId), at(20))).toBe(third);
  // Kept: the newest is for what begins after it.
  expect(packs.forOrder(made(second.versionId), at(99))).toBe(third);
  expect(packs.forOrder(made(fourth.versionId), at(99))).toBe(fourth);
  // An older order is not taken back, and a younger version is not left.
  expect(packs.forOrder(made(third.versionId), at(12))).toBe(third);
  // Made before that was recorded: as of its making.
  expect(packs.forOrder(made(null), at(12))).toBe(second);
  expect(packs.forOrder(made(null, at(40)), at(41))).toBe(fourth);
  expect(packs.forOrder(made(null, at(1)), at(41))).toBe(third);
  // By a version that nobody knows nothing may be done.
  expect(packs.forOrder(made('kr@2020.01.01+x'), at(41))).toBeNull();
});

test('two versions of one name, or in two zones, are no law', () => {
  expect(() => new Packs([first, first])).toThrow('stands twice');
  expect(() => new Packs([first, { ...second, timeZone: 'Asia/Tokyo' }])).toThrow('time zones');
});

test('kr: the victim protection order begins with 22 April 2027 in Seoul, and nothing else changes', () => {
  const all = loadPacks();
  const beginsMs = Date.parse('2027-04-22T00:00:00+09:00');
  const [before, from] = [all.current('kr', beginsMs - 1)!, all.current('kr', beginsMs)!];
  expect(before.procedures.map(({ id }) => id)).not.toContain('victim-protection-order');
  const { version: _, versionId: __, hash: ___, holdsFrom: ____, holdsFromMs: _____, runningOrders, ...rest } = from;
  expect(runningOrders.rule).toBe('migrate');
  const ours = (id: string) => id.startsWith('protection-order-') || id === 'victim-protection-order';
  expect({
    ...rest,
    measures: rest.measures.filter(({ id }) => !ours(id)),
    procedures: rest.procedures.filter(({ id }) => !ours(id)),
  }).toEqual(
    expect.objectContaining({
      measures: before.measures,
      procedures: before.procedures,
      disclosure: before.disclosure,
    }),
  );
  for (const measure of from.measures.filter(({ id }) => ours(id))) {
    expect(measure).toMatchObject({ device: false, offer: null, fitting: null, extensions: { countMax: 2 } });
  }
});

test('H-354: a version that takes over what runs knows all of it', () => {
  const without = { ...third, measures: kr.measures.filter(({ device }) => !device) };
  expect(() => new Packs([first, without])).toThrow("has no 'provisional-3-2' of version 2026.10.02-9");
  expect(() => new Packs([first, { ...without, runningOrders: fourth.runningOrders }])).not.toThrow();
});
