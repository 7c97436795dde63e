import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { PackError } from './located.ts';
import type { PackFile } from './pack.ts';
import { loadPacks, parsePack, readPack } from './read.ts';

const krText = readFileSync(new URL('../../../jurisdictions/kr/2026.10.02-6.json', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'magpie-packs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is told of the text, line by line. */
function told(text: string, baseOf?: (version: string) => Uint8Array): string[] {
  try {
    parsePack(Buffer.from(text), 'kr.json', baseOf);
  } catch (error) {
    if (error instanceof PackError) return error.message.split('\n');
    throw error;
  }
  return [];
}

/** The line, from 1, on which the text first stands. */
function lineOf(text: string, within = krText): number {
  return within.slice(0, within.indexOf(text)).split('\n').length;
}

describe('H-353: what is wrong is told with file, line and place', () => {
  test('a rule without a source, or with one that nobody can look up', () => {
    const article = krText.split('\n').findIndex((text) => text.includes('"article": "SPA 9(1)3-2",')) + 1;
    const without = krText
      .split('\n')
      .filter((_, i) => i !== article - 1)
      .join('\n');
    expect(told(without)[0]).toMatch(/^kr\.json:\d+: measures\.0\.article: a rule without a source: name the law/);
    expect(told(krText.replace('"article": "SPA 9(1)3-2",', '"article": "",'))[0]).toMatch(
      `kr.json:${article}: measures.0.article: a rule without a source`,
    );
    expect(told(krText.replace('"article": "SPA 9(1)3-2",', '"article": "XYZ 1",'))).toEqual([
      `kr.json:${article}: measures.0.article: article 'XYZ 1' names a law that is not listed in laws`,
    ]);
  });

  test('a law without its source, or whose reading is not said', () => {
    const source = `"source": "law.go.kr, text as in force on 2026-10-02"`;
    expect(told(krText.replace(`${source},`, ''))[0]).toMatch(
      /^kr\.json:\d+: laws\.0\.source: a law names its source$/,
    );
    expect(told(krText.replace('"readOn": "2026-10-02"', '"readOn": "2 October"'))[0]).toMatch(
      `kr.json:${lineOf('"readOn": "2026-10-02"')}: laws.0.readOn: `,
    );
  });

  test('JSON itself, and keys that stand twice', () => {
    expect(told('{\n  "jurisdiction": "kr"\n  "version": 1\n}')).toEqual([
      expect.stringMatching(/^kr\.json:3: not JSON: /),
    ]);
    expect(told('')).toEqual([expect.stringMatching(/^kr\.json:1: not JSON: /)]);
    expect(told('[]')).toEqual([expect.stringMatching(/^kr\.json:1: /)]);
    const twice = krText.replace('"mode": "law",', '"mode": "law",\n  "mode": "study",');
    expect(told(twice)).toEqual([`kr.json:${lineOf('"mode": "law"') + 1}: 'mode' stands twice in one object`]);
  });

  test('members that no pack has, and those that one must have', () => {
    const more = krText.replace('"mode": "law",', '"mode": "law",\n  "mood": "law",');
    expect(told(more)).toEqual([`kr.json:${lineOf('"mode": "law"') + 1}: mood: a pack has no such member`]);
    expect(told(krText.replace('"mode": "law",', ''))[0]).toMatch(/^kr\.json:1: mode: /);
  });
});

/** kr as data, to be damaged. */
function damaged(change: (pack: PackFile) => void): string[] {
  const pack = JSON.parse(krText) as PackFile;
  change(pack);
  return told(JSON.stringify(pack)).map((line) => line.replace('kr.json:1: ', ''));
}

test('measures, procedures and notices hold together', () => {
  const of = (pack: PackFile, id: string) => pack.measures.find((measure) => measure.id === id)!;
  expect(
    damaged((pack) => {
      of(pack, 'provisional-2').procedure = 'other';
    }),
  ).toEqual(["measures.2.procedure: there is no procedure 'other'"]);
  expect(
    damaged((pack) => {
      of(pack, 'provisional-3-2').duration = null;
    }),
  ).toEqual([
    'measures.0.duration: a device is worn for a limited time: say how long',
    'measures.0.extensions: what has no duration is not extended: null',
  ]);
  expect(
    damaged((pack) => {
      of(pack, 'provisional-3-2').fitting = null;
    }),
  ).toEqual(['measures.0.fitting: a device is fitted: say by when']);
  expect(
    damaged((pack) => {
      of(pack, 'provisional-2').offer = { article: 'SPA 9' };
    }),
  ).toEqual(['measures.2.offer: without a device nothing is offered: null']);
  expect(
    damaged((pack) => {
      of(pack, 'provisional-2').id = 'provisional-3';
    }),
  ).toEqual(["measures.3.id: 'provisional-3' stands twice"]);
  expect(
    damaged((pack) => {
      pack.procedures[0]!.imposed = null;
    }),
  ).toEqual(['procedures.0.filedBy: nobody files it and nobody imposes it: it never begins']);
  expect(
    damaged((pack) => {
      pack.notices[0]!.procedures = ['none'];
    }),
  ).toEqual(["notices.0.procedures: there is no procedure 'none'"]);
  expect(
    damaged((pack) => {
      pack.notices[0]!.to = [pack.notices[0]!.from];
    }),
  ).toEqual([expect.stringMatching('notices.0.to: ')]);
  const { duration } = (JSON.parse(krText) as PackFile).measures[0]!;
  expect(
    damaged((pack) => {
      of(pack, 'provisional-2').duration = { ...duration!, firstDay: 'from-the-instant' };
    }),
  ).toEqual(['measures.2.duration: hours, and nothing else, run from the instant']);
});

test('holidays stand by date, each once, and none beyond what is known', () => {
  expect(damaged((pack) => void pack.calendar.holidays.reverse()).length).toBeGreaterThan(0);
  expect(damaged((pack) => void pack.calendar.holidays.push({ date: '2027-05-05', name: 'x' }))).toEqual([
    expect.stringMatching('after 2027-04-30, until which holidays are said to be known'),
  ]);
});

test('H-355: a device needs a legal basis outside of study, and a made-up law is none', () => {
  expect(
    damaged((pack) => {
      pack.legalBasis = null;
    }),
  ).toEqual(['legalBasis: a measure with a device needs one outside of study mode']);
  expect(
    damaged((pack) => {
      pack.mode = 'study';
    }),
  ).toEqual(['legalBasis: in study mode there is none: null']);
  expect(
    damaged((pack) => {
      pack.laws[0]!.madeUp = true;
    }),
  ).toEqual(['laws.0.madeUp: no pack in law mode rests on a made-up law']);
});

describe('a version that rests on another', () => {
  const own = {
    jurisdiction: 'kr',
    version: '2027.01.01',
    base: '2026.10.02-6',
    holdsFrom: '2027-01-01',
    runningOrders: { rule: 'keep', article: 'SPA 9' },
  };
  const base = () => Buffer.from(krText);

  test('says what changed, and has the rest from it; its hash covers both', () => {
    const text = JSON.stringify({ ...own, emergencyNumber: '119' });
    const pack = parsePack(Buffer.from(text), 'x.json', base);
    const kr = parsePack(Buffer.from(krText), 'kr.json');
    const { jurisdiction, version, holdsFrom, runningOrders } = own;
    expect(pack).toMatchObject({
      ...kr,
      ...{ jurisdiction, version, holdsFrom, runningOrders },
      emergencyNumber: '119',
      hash: pack.hash,
      versionId: pack.versionId,
      holdsFromMs: Date.parse('2027-01-01T00:00:00+09:00'),
    });
    expect(pack.hash).not.toBe(kr.hash);
    const otherBase = () => Buffer.from(krText.replace('"112"', '"113"'));
    expect(parsePack(Buffer.from(text), 'x.json', otherBase).hash).not.toBe(pack.hash);
  });

  test('what is wrong is told of the file in which it stands', () => {
    expect(told(JSON.stringify({ ...own, timeZone: 'Nowhere' }, null, 2), base)).toEqual([
      'kr.json:10: timeZone: not a known time zone',
    ]);
    const broken = () => Buffer.from(krText.replace('"112"', '112'));
    expect(told(JSON.stringify(own), broken)).toEqual([
      expect.stringMatching(`^2026.10.02-6.json:${lineOf('"112"')}: emergencyNumber: `),
    ]);
    expect(told(JSON.stringify({ ...own, holdsFrom: undefined }), base)).toEqual([
      'kr.json:1: holdsFrom: a version says this of itself, also when it has a base',
    ]);
    expect(
      told(JSON.stringify({ ...own, base: '2026.10.02-6', version: '2026.10.02-6' }), () =>
        Buffer.from(JSON.stringify(own)),
      ),
    ).toEqual([expect.stringMatching('the versions rest on one another in a circle')]);
  });

  test('files are named by their version, and lie in the folder of their jurisdiction beside their base', () => {
    mkdirSync(join(folder, 'kr'));
    writeFileSync(join(folder, 'kr', '2027.01.01.json'), JSON.stringify(own));
    expect(() => loadPacks(folder)).toThrow(
      'jurisdictions/kr/2027.01.01.json:1: base: there is no 2026.10.02-6.json beside it',
    );
    writeFileSync(join(folder, 'kr', '2026.10.02-6.json'), krText);
    writeFileSync(join(folder, 'kr', 'cases.json'), 'not read');
    expect(
      loadPacks(folder)
        .all()
        .map(({ version }) => version),
    ).toEqual(['2026.10.02-6', '2027.01.01']);
    writeFileSync(join(folder, 'kr', '2027.01.02.json'), JSON.stringify(own));
    expect(() => readPack(join(folder, 'kr', '2027.01.02.json'), 'here')).toThrow(
      'here:1: version: the file is to be named 2027.01.01.json',
    );
    rmSync(join(folder, 'kr', '2027.01.02.json'));
    mkdirSync(join(folder, 'jp'));
    writeFileSync(join(folder, 'jp', '2026.10.02-6.json'), krText);
    expect(() => loadPacks(folder)).toThrow("the folder is 'jp', the pack says 'kr'");
  });
});
