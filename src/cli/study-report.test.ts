import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide } from '../disclosure/decide.ts';
import { type Study, type StudyReport, studySchema } from '../insight/study/study.ts';
import { loadPacks } from '../orders/service.ts';
import { capturedIo } from './captured-io.ts';
import { tableOf } from './study/run.ts';
import { run } from './study-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'magpie-study-'));
afterAll(() => rmSync(folder, { recursive: true }));

const jp = studySchema.parse(
  JSON.parse(readFileSync(new URL('../../jurisdictions/jp/study.json', import.meta.url), 'utf8')),
);

async function report(study: unknown, ...args: string[]) {
  const file = join(folder, 'given.json');
  writeFileSync(file, JSON.stringify(study));
  const io = capturedIo();
  const code = await run(['jp', '--study', file, ...args], io);
  return { code, out: io.out() };
}

let short: StudyReport;

beforeAll(async () => {
  const study: Study = { ...jp, seeds: [1], plans: ['approach-on-foot'] };
  const { code, out } = await report(study, '--out', join(folder, 'out'));
  expect([code, out.trim().split('\n')]).toEqual([
    0,
    ['study.json', 'study.csv', 'study.en.html', 'study.ja.html'].map((name) => join(folder, 'out', name)),
  ]);
  short = JSON.parse(readFileSync(join(folder, 'out', 'study.json'), 'utf8')) as StudyReport;
});

test('the alternatives differ by what they say they differ by', () => {
  const figures = (id: string, role: string) =>
    short.alternatives.find((one) => one.id === id)!.roles.find((one) => one.role === role)!;
  // One walks up to the protected person.
  for (const { id } of short.alternatives) expect(figures(id, 'protected').approaches).toBe(1);
  expect(figures('bands', 'protected')).toMatchObject({ approachesTold: 1, wearerPlaces: 0, protectedPlaces: 0 });
  expect(figures('bands', 'protected').warningS!.least).toBeGreaterThan(120);
  expect(figures('point-when-near', 'protected').wearerPlaces).toBeGreaterThan(0);
  expect(figures('authorities-only', 'protected')).toMatchObject({ approachesTold: 0, bandS: 0, unknownS: 0 });
  expect(figures('authorities-only', 'police')).toEqual(figures('bands', 'police'));
  const [near, wide] = [figures('bands', 'police'), figures('wide-bands', 'police')];
  expect(wide.warningS!.sum).toBeGreaterThan(near.warningS!.sum);
  expect(wide.wearerPlaces).toBeGreaterThan(near.wearerPlaces);
  expect([short.wearers, short.protected]).toEqual([1, 1]);
  expect(short.wearerHours).toBeCloseTo(short.protectedHours, 6);
});

test('the pages say that nobody real is in it, hold every alternative, and need nothing from elsewhere', () => {
  for (const language of ['en', 'ja'] as const) {
    const html = readFileSync(join(folder, 'out', `study.${language}.html`), 'utf8');
    expect(html).toMatch(language === 'en' ? 'Simulated people only.' : '架空の人物');
    for (const { name, about } of short.alternatives) {
      expect(html).toContain(name[language]);
      expect(html).toContain(about[language]);
    }
    expect(html).not.toMatch(/https?:|<script|src=/);
  }
  const csv = readFileSync(join(folder, 'out', 'study.csv'), 'utf8')
    .trim()
    .split('\r\n');
  expect(csv).toHaveLength(1 + 4 * 4);
  expect(new Set(csv.map((line) => line.split(',').length)).size).toBe(1);
});

test('H-358: whatever table a study takes shows nothing of anybody real', () => {
  const packs = loadPacks();
  const pairView = { level: 'danger' } as never;
  const asked = { viewer: { kind: 'officer', own: false }, target: 'wearer', orderInForce: true, pairView } as const;
  for (const alternative of jp.alternatives) {
    const table = tableOf(alternative, packs, Date.parse('2026-11-28T00:00:00Z'));
    const request = { ...asked, orderUntilMs: 2, nowMs: 1, held: null, exercise: false };
    expect(decide(table, request)).toMatchObject({ kind: 'nothing', statement: 'not-allowed' });
  }
});

test('a study that cannot be read, and wrong usage', async () => {
  await expect(report({ ...jp, jurisdiction: 'kr' })).rejects.toThrow("jurisdiction: is 'kr'");
  await expect(
    report({ ...jp, alternatives: [{ ...jp.alternatives[0], warnM: 50 }, jp.alternatives[1]] }),
  ).rejects.toThrow('alternatives.0: the distances must ascend');
  await expect(report({ ...jp, seeds: [1], plans: ['none'] })).rejects.toThrow('There is no scenario none.');
  await expect(
    report({ ...jp, alternatives: jp.alternatives.map((one) => ({ ...one, table: 'xx' })) }),
  ).rejects.toThrow("No pack of 'xx' holds.");
  const io = capturedIo();
  expect(await run([], io)).toBe(2);
});
