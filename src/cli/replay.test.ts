import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moved } from '../core/geo.ts';
import { toIso } from '../core/time.ts';
import { help, run } from './replay.ts';

const START_MS = Date.UTC(2026, 0, 5);
const ORIGIN = { latDeg: 10, lonDeg: 20 };
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-replay-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Line {
  readonly at: string;
  readonly pair?: string;
  readonly zone?: string;
  readonly person?: string;
  readonly kind: string;
  readonly level?: string;
  readonly [name: string]: unknown;
}
interface Result {
  readonly code: number;
  readonly out: string;
  readonly lines: Line[];
  readonly err: string;
}

async function replay(orders: unknown, input: string[], ...args: string[]): Promise<Result> {
  const path = join(folder, 'orders.json');
  await writeFile(path, typeof orders === 'string' ? orders : JSON.stringify(orders));
  return command(['--orders', path, ...args], input);
}

async function command(args: string[], input: string[] = []): Promise<Result> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const stdin = Readable.from(input.map((line) => `${line}\n`));
  const outText = text(stdout);
  const errText = text(stderr);
  const code = await run(args, { stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  const out = await outText;
  const lines = out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
  return { code, out, lines, err: await errText };
}

const at = (s: number): string => toIso(START_MS + s * 1000);
/** A fix line; `receivedS` null leaves receivedAt out. */
function fix(person: string, s: number, eastM: number, receivedS: number | null = s, over = {}): string {
  const received = receivedS === null ? {} : { receivedAt: at(receivedS) };
  return JSON.stringify({ person, fixedAt: at(s), ...received, ...moved(ORIGIN, eastM, 0), accuracyM: 10, ...over });
}
const PAIRS = { pairs: [{ wearer: 'w1', protected: 'p1', restraintM: 100, warnM: 600, noticeM: 2000 }] };

function walkIn(lengthS: number): string[] {
  const lines: string[] = [];
  for (let s = 0; s <= lengthS; s += 60) lines.push(fix('w1', s, 2500 - 1.4 * s), fix('p1', s, 0));
  return lines;
}

describe('magpie replay', () => {
  it('writes one line for each change, in order, with the fields of the contract', async () => {
    const { code, lines, out } = await replay(PAIRS, walkIn(1800));
    expect(code).toBe(0);
    expect(lines.map((line) => line.level)).toEqual(['notice', 'warning', 'danger']);
    expect(lines.every((line) => line.pair === 'w1:p1' && line.kind === 'approach')).toBe(true);
    const times = lines.map((line) => line.at);
    expect([...times].sort()).toEqual(times);
    const danger = lines[2]!;
    for (const field of ['at', 'pair', 'kind', 'level', 'distanceM', 'gapM', 'etaS', 'closingMps', 'basis', 'why']) {
      expect(danger).toHaveProperty(field);
    }
    expect(danger.basis).toContain(`w1@${at(60 * Math.floor((Date.parse(danger.at) - START_MS) / 60_000))}`);
    expect(String(danger.why)).toMatch(/^[A-Z].* m.*\.$/);
    expect(out).not.toMatch(/latDeg|lonDeg|\d\.\d{4,}/);
  });

  it('gives the same bytes whatever the order of lines in the file, and again', async () => {
    const input = walkIn(1800);
    const one = await replay(PAIRS, input);
    // The stable sort by receivedAt keeps w1 before p1 within an instant, so only instants may be shuffled.
    const shuffled = input
      .map((_, i) => [input[i - (i % 2)]!, input[i - (i % 2) + 1]!] as const)
      .filter((_, i) => i % 2 === 0);
    const two = await replay(PAIRS, shuffled.reverse().flat());
    expect(two.out).toBe(one.out);
    expect((await replay(PAIRS, input)).out).toBe(one.out);
  });

  it('sees silence by the ticks, and runs on to --until', async () => {
    const input = [fix('w1', 0, 1500), fix('p1', 0, 0), ...[60, 120, 180, 240].map((s) => fix('p1', s, 0))];
    expect((await replay(PAIRS, input)).lines.map((line) => line.level)).toEqual(['notice']);
    const on = await replay(PAIRS, input, '--until', at(600));
    const unknown = on.lines.find((line) => line.level === 'unknown')!;
    expect(unknown).toMatchObject({ reason: 'wearer-silent', since: at(0), at: at(245) });
  });

  it('ticks at the first receivedAt plus n times the tick, after the fixes of the same instant', async () => {
    // The wearer is silent from 2 s on; the limit of 240 s is passed at 242 s.
    const input = [fix('w1', 2, 1500), fix('p1', 3, 0), fix('p1', 230, 0)];
    const five = await replay(PAIRS, input, '--until', at(400));
    expect(five.lines.find((line) => line.level === 'unknown')?.at).toBe(at(247));
    const seven = await replay(PAIRS, input, '--until', at(400), '--tick', '7s');
    expect(seven.lines.find((line) => line.level === 'unknown')?.at).toBe(at(247));
    const minute = await replay(PAIRS, input, '--until', at(400), '--tick', '1m');
    expect(minute.lines.find((line) => line.level === 'unknown')?.at).toBe(at(302));
    // A fix of the tick's own instant comes first: the wearer reports at the very instant, and nothing is said.
    const saved = await replay(PAIRS, [...input, fix('w1', 247, 1500)], '--until', at(250));
    expect(saved.lines.filter((line) => line.level === 'unknown')).toEqual([]);
  });

  it('takes fixedAt for a missing receivedAt', async () => {
    const { lines } = await replay(PAIRS, [fix('w1', 0, 50, null), fix('p1', 1, 0, null)]);
    expect(lines.map((line) => [line.at, line.level])).toEqual([[at(1), 'danger']]);
  });

  it('sorts ties by pair, then zone, whatever the order of the orders', async () => {
    const circle = { circle: { ...ORIGIN, radiusM: 200 } };
    const orders = {
      pairs: ['p3', 'p1', 'p2'].map((p) => ({ wearer: 'w1', protected: p })),
      zones: ['school', 'home'].map((zone) => ({ wearer: 'w1', zone, kind: 'exclusion', shape: circle })),
    };
    const input = [...['p1', 'p2', 'p3'].map((p) => fix(p, 0, 20)), fix('w1', 0, 0)];
    const { lines } = await replay(orders, input);
    expect(lines.map((line) => line.pair ?? line.zone)).toEqual(['w1:p1', 'w1:p2', 'w1:p3', 'home', 'school']);
    expect(lines.slice(3).every((line) => line.kind === 'zone' && line.level === 'danger')).toBe(true);
  });

  it('sorts ties of different inputs by pair too', async () => {
    const orders = { pairs: ['1', '2'].map((n) => ({ wearer: `w${n}`, protected: `p${n}` })) };
    const { lines } = await replay(
      orders,
      ['p1', 'p2', 'w2', 'w1'].map((person) => fix(person, 0, 10)),
    );
    expect(lines.map((line) => line.pair)).toEqual(['w1:p1', 'w2:p2']);
  });

  it('reads a GeoJSON polygon lon first', async () => {
    const corner = (e: number, n: number) => {
      const { latDeg, lonDeg } = moved(ORIGIN, e, n);
      return [lonDeg, latDeg];
    };
    const ring = [corner(-200, -200), corner(200, -200), corner(200, 200), corner(-200, 200), corner(-200, -200)];
    const shape = { polygon: { type: 'Polygon', coordinates: [ring] } };
    const orders = { zones: [{ wearer: 'w1', zone: 'school', kind: 'exclusion', shape }] };
    const { lines, code } = await replay(orders, [fix('w1', 0, 100)]);
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ zone: 'school', kind: 'zone', level: 'danger' }]);
  });

  it('writes named rings, device events and patterns without a level', async () => {
    const orders = { pairs: [{ ...PAIRS.pairs[0], rings: { police: 1000 } }] };
    const event = JSON.stringify({ person: 'w1', at: at(1500), event: 'strap-open' });
    const mock = fix('w1', 1510, 0, 1510, { mock: true });
    const { lines } = await replay(orders, [...walkIn(1440), event, mock]);
    expect(lines.find((line) => line.kind === 'ring')).toMatchObject({ name: 'police', inside: true, pair: 'w1:p1' });
    expect(lines.find((line) => line.kind === 'device')).toMatchObject({
      name: 'strap-open',
      person: 'w1',
      at: at(1500),
    });
    expect(lines.find((line) => line.kind === 'pattern')).toMatchObject({ name: 'spoofing-suspected', person: 'w1' });
    for (const line of lines) {
      if (['ring', 'device', 'pattern'].includes(line.kind)) expect(line).not.toHaveProperty('level');
    }
  });

  it('tells bad lines on standard error, without their values, and processes the rest with exit 1', async () => {
    const bad = ['{"person":"w1"}', 'not json', fix('w1', 30, 0).replace('"latDeg":10', '"latDeg":910.123456'), '[]'];
    const { code, lines, err } = await replay(PAIRS, [fix('w1', 0, 50), ...bad, '', fix('p1', 1, 0)]);
    expect(code).toBe(1);
    expect(lines.map((line) => line.level)).toEqual(['danger']);
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => /line (\d+):/.exec(line)?.[1]),
    ).toEqual(['2', '3', '4', '5']);
    expect(err).not.toContain('910.12');
  });

  it('leaves a bad order out, and says so', async () => {
    const orders = { pairs: [{ wearer: 'w1' }, PAIRS.pairs[0], { ...PAIRS.pairs[0], protected: 'p9', warnM: 50 }] };
    const { code, lines, err } = await replay(orders, [fix('w1', 0, 50), fix('p1', 1, 0)]);
    expect(code).toBe(1);
    expect(lines.length).toBe(1);
    expect(err).toContain('pairs[0]');
    expect(err).toContain('pairs[2]');
  });

  it("takes the engine's numbers for a pair, and leaves out a pair whose numbers are not safe (H-110)", async () => {
    const input = [fix('w1', 0, 1500), fix('p1', 0, 0), ...[60, 120, 180].map((s) => fix('p1', s, 0))];
    const unknownAt = async (parameters: object) => {
      const { lines, code } = await replay({ pairs: [{ ...PAIRS.pairs[0], parameters }] }, input, '--until', at(400));
      expect(code).toBe(0);
      return lines.find((line) => line.level === 'unknown')?.at;
    };
    expect(await unknownAt({})).toBe(at(245));
    expect(await unknownAt({ silenceAfterS: 180, silenceContactS: 600 })).toBe(at(185));
    const bad = [{ warnTauS: 10 }, { warnHoldS: 1e6 }, { noticeTauS: 600 }, { silenceAfterS: '200' }, []];
    const pairs = bad.map((parameters, i) => ({ ...PAIRS.pairs[0], protected: `p${i + 2}`, parameters }));
    const { code, err, lines } = await replay({ pairs: [...pairs, PAIRS.pairs[0]] }, input);
    expect([code, lines.map((line) => line.pair)]).toEqual([1, ['w1:p1']]);
    expect(err.match(/orders: pairs\[\d\]: parameters/g)).toHaveLength(bad.length);
    expect(err).not.toMatch(/1000000|1e6/);
  });

  it('refuses wrong usage with exit 2', async () => {
    expect((await command([])).code).toBe(2);
    expect((await command(['--orders', join(folder, 'none.json')])).code).toBe(2);
    expect((await command(['--nonsense'])).code).toBe(2);
    expect((await replay('not json', [])).code).toBe(2);
    expect((await replay(PAIRS, [], '--tick', 'soon')).code).toBe(2);
    expect((await replay(PAIRS, [], '--until', '2026-01-05 00:00')).code).toBe(2);
    expect((await replay(PAIRS, [], '--fixes', join(folder, 'none.ndjson'))).code).toBe(2);
  });

  it('helps', async () => {
    const { code, out } = await command(['--help']);
    expect([code, out]).toEqual([0, help]);
    expect((await replay(PAIRS, [])).out).toBe('');
  });

  it('says nothing that later input was needed for: a cut input gives a prefix of the output', async () => {
    const input = walkIn(1800);
    const whole = await replay(PAIRS, input);
    for (const cut of [10, 24, 40, 50]) {
      const part = await replay(PAIRS, input.slice(0, cut));
      expect(whole.out.startsWith(part.out)).toBe(true);
    }
  });
});
