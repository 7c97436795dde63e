/**
 * `magpie replay` as others run it: a process of its own that starts, reads a day of reports, runs the engine and ends. Where the
 * time goes is asked of a second process that does the same in stages (`replay-stages.ts`).
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toIso } from '../../src/core/time.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import { Population, SLOT_MS, SLOTS } from './population.ts';
import type { Stages } from './replay-stages.ts';
import { medianOf } from './rounds.ts';

const PAIRS = 60;
const HOURS = 24;
const SEED = 60;
const START_MS = Date.UTC(2026, 0, 5);
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

export interface ReplayFigures {
  readonly fixes: number;
  readonly lines: number;
  readonly wallS: number;
  readonly userS: number;
  /** Of a process that only prints its help. */
  readonly startS: number;
  readonly stages: Stages;
}

/** `folder`: where orders and fixes are written. */
export async function measureReplay(folder: string, withZones: boolean, rounds: number): Promise<ReplayFigures> {
  const orders = join(folder, 'orders.json');
  const fixesPath = join(folder, 'fixes.ndjson');
  const population = new Population(PAIRS, 'realistic', SEED);
  await writeFile(orders, JSON.stringify(ordersOf(population, withZones)));
  const fixes = await writeFixes(population, fixesPath);
  const files = ['--orders', orders, '--fixes', fixesPath];
  const starts: Timed[] = [];
  const runs: Timed[] = [];
  const stages: Stages[] = [];
  for (let round = 0; round < rounds; round++) {
    starts.push(await timed(join(CHECKOUT, 'bin/magpie'), ['replay', '--help']));
    runs.push(await timed(join(CHECKOUT, 'bin/magpie'), ['replay', ...files]));
    const { output } = await timed(process.execPath, [join(CHECKOUT, 'bench/engine/replay-stages.ts'), ...files]);
    stages.push(JSON.parse(output) as Stages);
  }
  return {
    fixes,
    lines: runs[0]!.output.split('\n').length - 1,
    wallS: medianOf(runs.map((run) => run.wallS)),
    userS: medianOf(runs.map((run) => run.userS)),
    startS: medianOf(starts.map((start) => start.wallS)),
    stages: {
      readS: medianOf(stages.map((stage) => stage.readS)),
      runS: medianOf(stages.map((stage) => stage.runS)),
    },
  };
}

interface Timed {
  readonly wallS: number;
  readonly userS: number;
  readonly output: string;
}

/** User time is the shell's own account of its child (`times`, POSIX), children of the child included. */
async function timed(file: string, args: readonly string[]): Promise<Timed> {
  const script = '"$@" || exit $?; times >&2';
  const startMs = performance.now();
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', script, 'sh', file, ...args], {
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  const wallS = (performance.now() - startMs) / 1_000;
  const found = /(\d+)m([\d.]+)s \d+m[\d.]+s\s*$/.exec(stderr);
  if (found === null) throw new Error(`no times in what the shell said: ${stderr}`);
  return { wallS, userS: Number(found[1]) * 60 + Number(found[2]), output: stdout };
}

function ordersOf(population: Population, withZones: boolean): unknown {
  const pairs = [...population.pairSpecs()].map(({ wearerId, protectedId, restraintM, warnM, noticeM, rings }) => ({
    ...{ wearer: wearerId, protected: protectedId },
    ...{ restraintM, warnM, noticeM, rings },
  }));
  const zones = [...population.zoneSpecs()].map(({ zoneId, wearerId, kind, shape, warnM, noticeM }) => {
    const { kind: _, ...circle } = shape.kind === 'circle' ? shape : { kind: 'circle' };
    return { wearer: wearerId, zone: zoneId, kind, shape: { circle }, warnM, noticeM };
  });
  return { pairs, zones: withZones ? zones : [], reporting: { intervalS: 60 } };
}

/** Returns how many there are. */
async function writeFixes(population: Population, path: string): Promise<number> {
  const file = createWriteStream(path);
  let written = 0;
  for (let slot = 0; slot < HOURS * 60 * SLOTS; slot++) {
    const nowMs = START_MS + slot * SLOT_MS;
    let text = '';
    for (const { personId, fixedAtMs, mock: _, ...rest } of population.fixes(slot % SLOTS, slot * 5, nowMs)) {
      const times = { fixedAt: toIso(fixedAtMs), receivedAt: toIso(rest.receivedAtMs) };
      const { receivedAtMs: __, ...position } = rest;
      text += `${JSON.stringify({ person: personId, ...times, ...position })}\n`;
      written += 1;
    }
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return written;
}
