/**
 * `npm test`: everything that continuous integration runs, in order, ending with the line `N passed, N failed`. A step that
 * is not a suite (types, lint, tidy, web) counts as one test. Exit 1 on any failure; `--only unit,faults` runs those steps.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWeb } from '../src/cli/build-web.ts';
import { CHECKOUT } from '../src/server/folders.ts';
import { operatorLine } from '../src/server/operator-error.ts';
import { type Browser, ensureBrowser } from './browser.ts';
import { budgetLine, FIRST_LOAD_BYTES_MAX, firstLoadOf } from './budget/first-load.ts';
import { runStep, stopOnSignal } from './test/step.ts';
import { add, finalLine, single, type Tally } from './test/tally.ts';

const SUITES = ['unit', 'engine', 'simulation', 'faults', 'journeys'] as const;
const STEPS = ['types', 'lint', 'tidy', 'web', ...SUITES] as const;
type Step = (typeof STEPS)[number];

const MINUTE_MS = 60_000;
/** A step that hangs is stopped and counts as failed. */
const LIMITS_MS: Readonly<Record<Step, number>> = {
  types: 4 * MINUTE_MS,
  lint: 2 * MINUTE_MS,
  tidy: 2 * MINUTE_MS,
  web: 5 * MINUTE_MS,
  unit: 15 * MINUTE_MS,
  engine: 5 * MINUTE_MS,
  simulation: 10 * MINUTE_MS,
  faults: 8 * MINUTE_MS,
  journeys: 12 * MINUTE_MS,
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const bin = (name: string): string => join(CHECKOUT, 'node_modules/.bin', name);

async function all(commands: readonly (readonly string[])[], limitMs: number): Promise<Tally> {
  for (const [file = '', ...args] of commands) {
    if (!(await runStep(file, args, limitMs))) return single(false);
  }
  return single(true);
}

async function web(): Promise<Tally> {
  try {
    if (!(await buildWeb(say))) say('the pages are up to date');
    const load = await firstLoadOf(join(CHECKOUT, 'web/dist'));
    say(budgetLine(load));
    return single(load.bytes <= FIRST_LOAD_BYTES_MAX);
  } catch (error) {
    say(operatorLine(error));
    return single(false);
  }
}

async function suite(name: string, limitMs: number, env: NodeJS.ProcessEnv, flags: readonly string[]): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'magpie-tally-'));
  const file = join(folder, 'tally.json');
  try {
    const ended = await runStep(process.execPath, ['tools/test/suite.ts', name, file, ...flags], limitMs, env);
    const tally = JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) as Tally | null;
    if (tally === null) say(`the suite ${name} did not come to its end`);
    return tally === null || !ended ? add([tally ?? single(false), ...(ended ? [] : [single(false)])]) : tally;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Browser tests need the pages and a browser; without one they count as failed. */
async function journeys(limitMs: number): Promise<Tally> {
  await web();
  const browser: Browser = await ensureBrowser(say);
  if (browser.executable !== null) return await suite('journeys', limitMs, { CHROME_PATH: browser.executable }, []);
  say(`the browser tests cannot run: ${browser.problem}`);
  return await suite('journeys', limitMs, {}, ['--count']);
}

function perform(step: Step): Promise<Tally> {
  const limitMs = LIMITS_MS[step];
  switch (step) {
    case 'types':
      return all(
        [
          [bin('tsc'), '-p', 'tsconfig.json'],
          [bin('tsc'), '-p', 'web/tsconfig.json'],
        ],
        limitMs,
      );
    case 'lint':
      return all([[bin('biome'), 'check', '--error-on-warnings', '.']], limitMs);
    case 'tidy':
      return all([[process.execPath, 'tools/tidy/main.ts']], limitMs);
    case 'web':
      return web();
    case 'journeys':
      return journeys(limitMs);
    default:
      return suite(step, limitMs, {}, []);
  }
}

/** The steps asked for, in their order; null for wrong usage. */
export function chosenSteps(args: readonly string[]): readonly Step[] | null {
  if (args.length === 0) return STEPS;
  const names = args.flatMap((arg, index) => {
    if (arg === '--only') return [];
    return (args[index - 1] === '--only' ? arg : arg.replace(/^--only=/, '')).split(',');
  });
  const isUsage = args.every(
    (arg, index) => arg === '--only' || arg.startsWith('--only=') || args[index - 1] === '--only',
  );
  if (!isUsage || names.length === 0 || !names.every((name) => (STEPS as readonly string[]).includes(name)))
    return null;
  return STEPS.filter((step) => names.includes(step));
}

async function main(): Promise<number> {
  const steps = chosenSteps(process.argv.slice(2));
  if (steps === null) {
    process.stderr.write(`usage: npm test [-- --only <step>[,<step>]]   steps: ${STEPS.join(', ')}\n`);
    return 2;
  }
  const stopped = stopOnSignal();
  const tallies: { readonly step: Step; readonly tally: Tally }[] = [];
  for (const [index, step] of steps.entries()) {
    const startedMs = performance.now();
    say(`\n[${index + 1}/${steps.length}] ${step}`);
    const tally = await perform(step);
    tallies.push({ step, tally });
    say(`${step}: ${finalLine(tally)} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
    if (stopped()) break;
  }
  const total = add(tallies.map(({ tally }) => tally));
  say('');
  for (const { name, reason } of total.skipped) say(`skipped: ${name} (${reason})`);
  const bad = tallies.filter(({ tally }) => tally.failed > 0).map(({ step }) => step);
  if (bad.length > 0) say(`failed in: ${bad.join(', ')}`);
  if (stopped()) say(`stopped before the end: ${tallies.length} of ${steps.length} steps were begun`);
  say(finalLine(total));
  return stopped() ? 130 : total.failed > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main();
