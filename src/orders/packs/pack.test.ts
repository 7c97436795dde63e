import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packOf } from '../../../test/support/packs.ts';
import { DEFAULT_PARAMETERS, ORDER_BOUNDS } from '../../proximity/parameters.ts';
import { ORDER_PARAMETERS } from '../order.ts';
import { disclosureRules, LEVELS, TARGETS, VIEWERS } from './disclosure-rule.ts';
import { type PackFile, packSchema } from './pack.ts';
import { loadPacks, parsePack } from './read.ts';

const packs = loadPacks().all();
const file = new URL('../../../jurisdictions/kr/2026.10.02-6.json', import.meta.url);

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
  expect(packOf('kr').versionId).toMatch(/^kr@2026\.10\.02-6\+[0-9a-f]{12}$/);
});

test('a pack in study mode claims no law of any country for showing anything; jp shows no protected person a point but their own', () => {
  const study = packs.filter(({ mode, jurisdiction }) => mode === 'study' && jurisdiction !== 'example');
  for (const { laws } of packs.filter(({ jurisdiction }) => jurisdiction === 'example')) {
    expect(laws.filter(({ madeUp }) => !madeUp).map(({ abbreviation }) => abbreviation)).toEqual(['Magpie']);
  }
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

test('my: no measure has a device, so nothing is shown of anybody but oneself', () => {
  const my = packOf('my');
  expect(my.measures.some(({ device }) => device)).toBe(false);
  expect(my.legalBasis).toBeNull();
  for (const { shows, when } of my.disclosure) if (when?.own !== true) expect(shows).toBe('nothing');
});

test('what a lawyer has still to check says so: kr rests its measures, procedures and notices on what was read', () => {
  const kr = packOf('kr', Date.parse('2027-05-01T00:00:00Z'));
  const read = new Set(kr.laws.flatMap(({ abbreviation, readOn }) => (readOn === null ? [] : [abbreviation])));
  for (const { id, article } of [...kr.measures, ...kr.procedures, ...kr.notices]) {
    for (const part of article.split('; ')) expect([id, read.has(part.split(' ')[0]!)]).toEqual([id, true]);
  }
  expect(kr.laws.filter(({ readOn }) => readOn === null).map(({ abbreviation }) => abbreviation)).toEqual([
    ...['LIA', 'PIPA', 'CPA', 'CivA', 'HolA', 'GOA', 'SPR', 'Addenda', 'Magpie'],
  ]);
});

describe('for what positions are used', () => {
  const kr = packOf('kr');
  const { versionId: _, hash: __, holdsFromMs: ___, ...file } = kr;
  const saysOf = (change: object) =>
    packSchema.safeParse({ ...file, ...change }).error?.issues.map(({ message }) => message) ?? [];

  test('kr: the five lawful uses of EDA 31-8(2), and no other of the wearer', () => {
    const ofWearer = kr.purposes.filter(({ of }) => of.includes('wearer'));
    expect(ofWearer.map(({ article }) => article)).toEqual([1, 2, 3, 4, 5].map((n) => `EDA 31-8(2)${n}`));
  });

  test("no pack lets a protected person's own position be used against them (H-502)", () => {
    for (const id of ['investigation', 'compliance', 'measure-change', 'breach', 'notify-protected'])
      expect(
        saysOf({
          purposes: [...kr.purposes.filter((one) => one.id !== id), { id, of: ['protected'], article: 'SPA 9' }],
        }),
      ).toContain("no such use of that person's position");
    for (const jurisdiction of ['kr', 'jp', 'my', 'example'])
      for (const { id, of } of packOf(jurisdiction).purposes)
        if (of.includes('protected')) expect(['own-position', 'protection', 'study']).toContain(id);
  });

  test('a rule that shows something says for what, of what the pack lists (H-501)', () => {
    const change = (purpose: string | undefined) => ({
      disclosure: kr.disclosure.map((rule) => (rule.id === 'kr-officer-alerting' ? { ...rule, purpose } : rule)),
    });
    expect(saysOf(change(undefined))).toEqual(['rule kr-officer-alerting does not say for what it shows (purpose)']);
    expect(saysOf(change('protection'))).toEqual([
      "rule kr-officer-alerting: purposes lists no 'protection' of the wearer",
    ]);
    expect(saysOf({ purposes: kr.purposes.filter(({ id }) => id !== 'compliance') })).toContain(
      "a measure with a device is watched, which needs 'compliance' of the wearer",
    );
  });

  test('a place of the wearer is shown to the protected side under the undertaking alone (H-503)', () => {
    const without = kr.disclosure.map(({ when, ...rule }) =>
      rule.id === 'kr-protected-danger' || when === undefined ? rule : { ...rule, when },
    );
    expect(saysOf({ disclosure: without })).toContain(
      "rule kr-protected-danger shows the wearer's place: only under `when.undertaken`",
    );
  });
});
