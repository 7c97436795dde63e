/**
 * `npm run bench:engine [-- --quick]`: evaluations a second, fixes a second and heap a pair from 1,000 to 100,000 pairs; the same
 * positions through the usual means in the same run; a day's replay. Tables in Markdown on standard output, progress on
 * standard error. Our part is one thread; Redis, where there is one, is a process of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/core/clock.ts';
import { utcDay } from '../../src/core/time.ts';
import { ZONES_A_PAIR } from './population.ts';
import { redisLoops, startRedis, WAYS } from './redis.ts';
import { positionsOf, referenceLoops } from './references.ts';
import { measureReplay, type ReplayFigures } from './replay.ts';
import { type Effort, type Figures, measureEngine, newPopulation, type Variant } from './scaling.ts';
import { type Cell, type Goal, goalRow, rate, tableOf, times } from './table.ts';

const GOALS = { evaluationsPerS: 1_200_000, bytesAPair: 1_500, timesRedis: 10, replayS: 2, flatness: 0.7 };

const ORDERS: Variant = { mix: 'realistic', withZones: true };
const WITHOUT_ZONES: Variant = { mix: 'realistic', withZones: false };
const ALL_NEAR: Variant = { mix: 'all-near', withZones: true };

interface Plan extends Effort {
  readonly sizes: readonly number[];
  readonly variants: readonly Variant[];
  readonly replayRounds: number;
}

const FULL: Plan = {
  sizes: [1_000, 10_000, 100_000],
  variants: [ORDERS, WITHOUT_ZONES, ALL_NEAR],
  rounds: 5,
  /** So many that the clock's grain and a pause of the collector do not matter. */
  evaluationsARound: 1_200_000,
  replayRounds: 5,
};
const QUICK: Plan = {
  ...{ sizes: [1_000, 10_000], variants: [ORDERS] },
  ...{ rounds: 3, evaluationsARound: 300_000, replayRounds: 1 },
};

/** Discarded: what the program itself needs is compiled and held before anything is weighed. */
const COMPILE = { pairs: 1_000, rounds: 1, evaluationsARound: 600_000 };

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

interface Row {
  readonly pairs: number;
  readonly variant: Variant;
  readonly figures: Figures;
}

/** The engine at each size; the largest with orders as they are takes turns with the references. */
async function measureAll(plan: Plan, folder: string): Promise<{ rows: Row[]; redisVersion: string | null }> {
  const largest = plan.sizes.at(-1)!;
  const positions = positionsOf(newPopulation(largest, 'realistic'));
  const redis = await startRedis(folder);
  try {
    const beside = [...referenceLoops(positions), ...(redis === null ? [] : await redisLoops(redis, positions))];
    for (const variant of plan.variants) await measureEngine(COMPILE.pairs, variant, COMPILE, beside);
    const rows: Row[] = [];
    for (const variant of plan.variants) {
      for (const pairs of plan.sizes) {
        say(`${pairs} pairs, ${nameOf(variant)}`);
        const turns = variant === ORDERS && pairs === largest ? beside : [];
        rows.push({ pairs, variant, figures: await measureEngine(pairs, variant, plan, turns) });
      }
    }
    return { rows, redisVersion: redis?.version ?? null };
  } finally {
    await redis?.close();
  }
}

function nameOf({ mix, withZones }: Variant): string {
  const zones = withZones ? `${ZONES_A_PAIR} zones` : 'no zones';
  return `${mix === 'realistic' ? 'realistic mix' : 'all near'}, ${zones}`;
}

function printScaling(rows: readonly Row[]): void {
  print('### The engine by number of pairs');
  print();
  const head = ['pairs', 'number', 'evaluations /s', 'with zones counted /s', 'fixes /s'];
  const cells = rows.map(({ pairs, variant, figures }): Cell[] => [
    ...[nameOf(variant), pairs, rate(figures.evaluationsPerS)],
    rate(figures.evaluationsPerS * (variant.withZones ? 1 + ZONES_A_PAIR : 1)),
    ...[rate(figures.fixesPerS), Math.round(figures.bytesAPair), (figures.bindMs * 1_000).toFixed(1)],
    Math.round(figures.findingsAPairDay),
    shareOf(figures),
  ]);
  print(tableOf([...head, 'heap a pair, bytes', 'binding, µs a pair', 'findings a pair-day', LEVELS], cells));
  print();
  print('A pair has restraintM, warnM and noticeM and three named rings; its zones are circles. Ids come in no order.');
  print();
}

const LEVELS = 'clear/notice/warning/danger/unknown, %';

function shareOf({ levels }: Figures): string {
  const counts = [levels.clear, levels.notice, levels.warning, levels.danger, levels.unknown];
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => Math.round((100 * count) / all)).join('/');
}

const REFERENCES: readonly (readonly [name: string, what: string])[] = [
  ['ticks', 'the engine, a tick: a pair with its rings and zones evaluated'],
  ['fixes', 'the engine, a fix: taken in and filtered, its pair (and zones, if the wearer reports) evaluated'],
  ['haversine', 'haversine distance below a threshold, nothing else'],
  ['turf', 'Turf.js distance below a threshold, nothing else'],
  ['measure', "the engine's geodesic measure (`core/geo.ts`), nothing else"],
  ['karney', "Karney's geodesic (geographiclib-geodesic), nothing else"],
  ...WAYS.map(({ name }) => [name, `${name}: GEOADD + GEODIST`] as const),
];

function printReferences({ pairs, figures }: Row, redisVersion: string | null): void {
  print(`### Beside the usual means, ${pairs} pairs`);
  print();
  const there = REFERENCES.filter(([name]) => figures.rates.has(name));
  const cells = there.map(([name, what]): Cell[] => {
    const perS = figures.rates.get(name)!;
    return [what, rate(perS), times(figures.evaluationsPerS / perS), times(figures.fixesPerS / perS)];
  });
  print(tableOf(['', 'a second', 'engine ticks : this', 'engine fixes : this'], cells));
  print();
  if (redisVersion === null) print('Redis: there is no `redis-server` on the PATH, so it was **not measured**.');
  else print(`Redis ${redisVersion}, nothing kept on disk, commands encoded beforehand; it may use the other core.`);
  print();
}

function printReplay(figures: readonly (readonly [string, ReplayFigures])[]): void {
  print('### `magpie replay`: 60 pairs, 24 h, a fix a minute and person, a tick every 5 s');
  print();
  const head = ['', 'fixes', 'lines out', 'wall s', 'user s', 'start s', 'read and decode s', 'engine and output s'];
  const cells = figures.map(([name, { fixes, lines, wallS, userS, startS, stages }]): Cell[] => [
    ...[name, fixes, lines],
    ...[wallS, userS, startS, stages.readS, stages.runS].map((seconds) => seconds.toFixed(2)),
  ]);
  print(tableOf(head, cells));
  print();
}

function goalsOf(plan: Plan, rows: readonly Row[], replay: ReplayFigures): Goal[] {
  const ofOrders = rows.filter(({ variant }) => variant === ORDERS);
  const { pairs, figures } = ofOrders.at(-1)!;
  const isFull = plan === FULL;
  const speeds = ofOrders.map((row) => row.figures.evaluationsPerS);
  const flatness = Math.min(...speeds) / Math.max(...speeds);
  const at = `at ${pairs} pairs, ${nameOf(ORDERS)}`;
  return [
    {
      what: `evaluations a second ${at}`,
      ...{ value: rate(figures.evaluationsPerS), goal: `>= ${rate(GOALS.evaluationsPerS)}` },
      isMet: isFull ? figures.evaluationsPerS >= GOALS.evaluationsPerS : null,
    },
    {
      what: `heap a pair ${at}`,
      ...{ value: `${Math.round(figures.bytesAPair)} B`, goal: `< ${GOALS.bytesAPair} B` },
      isMet: isFull ? figures.bytesAPair < GOALS.bytesAPair : null,
    },
    {
      what: 'flat: slowest size over fastest',
      ...{ value: flatness.toFixed(2), goal: `>= ${GOALS.flatness}` },
      isMet: isFull ? flatness >= GOALS.flatness : null,
    },
    ...WAYS.map(({ name }): Goal => {
      const ratio = figures.evaluationsPerS / (figures.rates.get(name) ?? Number.NaN);
      return {
        what: `evaluations a second over ${name}`,
        ...{ value: Number.isNaN(ratio) ? '-' : times(ratio), goal: `>= ${GOALS.timesRedis}x` },
        isMet: Number.isNaN(ratio) || !isFull ? null : ratio >= GOALS.timesRedis,
      };
    }),
    {
      what: 'replay of 60 pairs over 24 h',
      ...{ value: `${replay.wallS.toFixed(2)} s`, goal: `< ${GOALS.replayS} s` },
      isMet: replay.wallS < GOALS.replayS,
    },
  ];
}

function loadNow(): string {
  return loadavg()[0]!.toFixed(2);
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
// However it ends, what it made goes with it; Redis sees to itself in the same way.
const folder = mkdtempSync(join(tmpdir(), 'magpie-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const plan = values.quick ? QUICK : FULL;
const loadBefore = loadNow();
const { rows, redisVersion } = await measureAll(plan, folder);
say('replay');
const replay = await measureReplay(folder, false, plan.replayRounds);
const replays: [string, ReplayFigures][] = [['no zones', replay]];
if (plan === FULL) replays.push([`${ZONES_A_PAIR} zones each`, await measureReplay(folder, true, plan.replayRounds)]);
const cores = cpus();
const load = `load before ${loadBefore}, after ${loadNow()}`;
print(
  `${utcDay(systemClock.nowMs())}, ${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), Node ${process.version}; ${load}. ` +
    `${values.quick ? 'A quick run: ' : ''}medians of ${plan.rounds} rounds after one that is not counted.`,
);
print();
print(tableOf(['', 'value', 'goal', ''], goalsOf(plan, rows, replay).map(goalRow)));
print();
printScaling(rows);
printReferences(rows.filter(({ variant }) => variant === ORDERS).at(-1)!, redisVersion);
printReplay(replays);
