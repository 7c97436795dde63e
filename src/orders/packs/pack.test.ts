import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packOf } from '../../../test/support/packs.ts';
import { DEFAULT_PARAMETERS, ORDER_BOUNDS } from '../../proximity/parameters.ts';
import { ORDER_PARAMETERS } from '../order.ts';
import { disclosureRules, LEVELS, TARGETS, VIEWERS } from './disclosure-rule.ts';
import { type PackFile, packSchema } from './pack.ts';
import { loadPacks, parsePack } from './read.ts';

const packs = loadPacks().all();
const file = new URL('../../../jurisdictions/kr/2026.10.02-5.json', import.meta.url);

/** The kr pack as data, to be damaged. */
function krFile(): PackFile {
  return JSON.parse(readFileSync(file, 'utf8')) as PackFile;
}

test('every pack answers every viewer, target and level', () => {
  expect(packs.map(({ jurisdiction }) => jurisdiction)).toContain('kr');
  for (const pack of packs) {
    for (const viewer of VIEWERS) {
      for (const target of TARGETS) {
        for (const level of LEVELS) {
          const rules = disclosureRules(pack, viewer, target, level);
          expect(rules.at(-1)?.when, `${pack.versionId} ${viewer} ${target} ${level}`).toBeUndefined();
          expect(rules.filter((rule) => rule.when === undefined)).toHaveLength(1);
        }
      }
    }
  }
});

test('a table with a missing cell, a shadowed rule or an unlisted law is refused', () => {
  const missing = krFile();
  missing.disclosure = missing.disclosure.filter((rule) => rule.id !== 'kr-household-unknown');
  expect(packSchema.safeParse(missing).error?.issues[0]?.message).toMatch('household on wearer at unknown');

  const shadowed = krFile();
  shadowed.disclosure.reverse();
  expect(packSchema.safeParse(shadowed).success).toBe(false);

  const unlisted = krFile();
  unlisted.measures[0]!.article = 'XYZ 1';
  expect(packSchema.safeParse(unlisted).error?.issues[0]?.message).toMatch('XYZ 1');
  expect(packSchema.safeParse(krFile()).success).toBe(true);
});

test('H-173: how long a trail may be is said by every point rule of the protected side, and by no other; kr says none', () => {
  const rules = packOf('kr').disclosure.flatMap((rule) => (rule.shows === 'point' ? [rule] : []));
  const civil = rules.filter(({ viewer }) => viewer === 'protected' || viewer === 'household');
  expect(civil.map(({ trailS }) => trailS)).toEqual(civil.map(() => 0));
  const silent = krFile();
  for (const rule of silent.disclosure) if (rule.shows === 'point') delete rule.trailS;
  expect(packSchema.safeParse(silent).error?.issues[0]?.message).toMatch('trailS');
  const officers = krFile();
  for (const rule of officers.disclosure) if (rule.shows === 'point') rule.trailS = 60;
  expect(packSchema.safeParse(officers).error?.issues[0]?.message).toMatch('protected side only');
});

test("a pack that lets an order leave the engine's safe bounds is refused, and says so (H-110)", () => {
  expect(ORDER_PARAMETERS).toEqual(Object.keys(ORDER_BOUNDS));
  for (const name of ORDER_PARAMETERS) {
    const { min, max } = ORDER_BOUNDS[name];
    for (const change of [{ min: min - 1 }, { max: max + 1 }]) {
      const wide = krFile();
      Object.assign(wide.proximity.engine[name], change);
      expect(() => parsePack(Buffer.from(JSON.stringify(wide)), 'a pack')).toThrow(
        new RegExp(`^a pack:1: proximity\\.engine\\.${name}: .* outside ${min} to ${max} s`),
      );
    }
    const safe = krFile();
    Object.assign(safe.proximity.engine[name], { min, max });
    expect(packSchema.safeParse(safe).success).toBe(true);
    for (const value of [min - 1, max + 1]) {
      const wanting = krFile();
      wanting.proximity.engine[name].default = value;
      expect(packSchema.safeParse(wanting).success).toBe(false);
    }
    // Of the engine's own number too: a pack that says nothing must be able to mean it.
    const past = krFile();
    Object.assign(past.proximity.engine[name], { min: DEFAULT_PARAMETERS[name] + 1, max });
    expect(packSchema.safeParse(past).error?.issues[0]?.message).toMatch('which holds when nothing is said');
    const silent = krFile();
    delete (silent.proximity.engine as Partial<PackFile['proximity']['engine']>)[name];
    expect(packSchema.safeParse(silent).success).toBe(false);
  }
});

test('the wearer is shown nothing, and nobody is shown the wearer as a point while the level is unknown', () => {
  for (const pack of packs) {
    for (const level of LEVELS) {
      for (const target of TARGETS) {
        for (const rule of disclosureRules(pack, 'wearer', target, level)) expect(rule.shows).toBe('nothing');
      }
    }
    for (const viewer of VIEWERS) {
      for (const rule of disclosureRules(pack, viewer, 'wearer', 'unknown')) expect(rule.shows).not.toBe('point');
    }
  }
});

test('kr: the protected person sees a point only inside 600 m or at danger, and the urgency is recorded', () => {
  const kr = packOf('kr');
  for (const level of LEVELS) {
    for (const rule of disclosureRules(kr, 'protected', 'wearer', level)) {
      if (rule.shows !== 'point') continue;
      expect(rule.when?.insideM === 600 || level === 'danger').toBe(true);
      expect(rule.recordsUrgency).toBe(true);
      expect(rule.article).toMatch('Decree 23-17(1)');
    }
  }
});

test('a pack is known by its version and hash', () => {
  expect(packOf('kr').versionId).toMatch(/^kr@2026\.10\.02-5\+[0-9a-f]{12}$/);
});

test('a pack in study mode claims no law for showing anything, and shows no protected person a point but their own', () => {
  const study = packs.filter((pack) => pack.mode === 'study');
  expect(study.map((pack) => pack.jurisdiction)).toContain('jp');
  for (const pack of study) {
    expect(pack.disclosure.every((rule) => rule.article.startsWith('Magpie '))).toBe(true);
    const points = pack.disclosure.filter((rule) => rule.shows === 'point' && rule.viewer === 'protected');
    expect(points.every((rule) => rule.when?.own === true)).toBe(true);
  }
});

test.each(packs.map((pack) => [pack.versionId, pack] as const))(
  '%s, HAZARD H-195: outside of an incident nobody but the person sees where a protected person is',
  (_, pack) => {
    for (const viewer of VIEWERS) {
      for (const level of ['clear', 'notice'] as const) {
        const open = disclosureRules(pack, viewer, 'protected', level).filter(
          // One's own position, and what a person shared by an act of their own, are told apart by their condition.
          ({ shows, when }) => shows !== 'nothing' && when?.own !== true && !('shared' in (when ?? {})),
        );
        expect([viewer, level, open.map(({ id }) => id)]).toEqual([viewer, level, []]);
      }
    }
    // And one's own is one's own: it is asked of nobody who is not protected.
    const own = pack.disclosure.filter(({ when }) => when?.own === true);
    expect(new Set(own.map(({ viewer }) => viewer))).toEqual(new Set(['protected', 'household']));
    for (const { targets } of own) expect(targets).toEqual(['protected']);
  },
);

test('kr: the undertaking and who is asked for an extension stand with their articles', () => {
  const pack = packOf('kr');
  expect(pack.undertaking).toEqual({
    ...{ yearsMax: 3, fineMax: 30_000_000, currency: 'KRW', renewedMonths: 12, article: 'EDA 36(4)' },
  });
  expect(pack.measures.find(({ id }) => id === 'provisional-3-2')?.extensions).toMatchObject({
    ...{ countMax: 2, period: { length: { months: 3 } }, askedOf: 'prosecutor' },
  });
});

test('H-356: calling the wearer first is permitted only where a pack says so, with its article and reason', () => {
  for (const { jurisdiction, callsWearerFirst } of packs) {
    if (jurisdiction !== 'example') expect([jurisdiction, callsWearerFirst]).toEqual([jurisdiction, null]);
  }
  const wanting = krFile();
  wanting.callsWearerFirst = { article: 'SPA 9', reason: '' };
  expect(packSchema.safeParse(wanting).success).toBe(false);
  delete (wanting as Partial<PackFile>).callsWearerFirst;
  expect(packSchema.safeParse(wanting).success).toBe(false);
});
