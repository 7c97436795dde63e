/**
 * `magpie replay`: the production engine over recorded fixes, with a simulated clock. No database, no network, no real clock: the
 * same input gives the same bytes. A bad line is told on standard error and the rest is processed.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseInstant } from '../core/time.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from './command.ts';
import { batchesOfLines, openInput } from './line-io.ts';
import { type Recorded, readRecorded } from './replay/inputs.ts';
import { type Orders, readOrders } from './replay/orders.ts';
import { runReplay } from './replay/run-clock.ts';

const USAGE = 'usage: magpie replay --orders <orders.json> [--fixes <fixes.ndjson>] [--tick 5s] [--until <time>]';

export const help = `${USAGE}

Runs the proximity engine over recorded fixes and writes one JSON line to standard output for each change of a finding.

  --orders <file>  {"pairs":[{"wearer":"w1","protected":"p1","restraintM":100,"warnM":600,"noticeM":2000,
                   "rings":{"police":1000},"parameters":{"warnTauS":400}}],
                   "zones":[{"wearer":"w1","zone":"home","kind":"exclusion","shape":{"circle":{"latDeg":…,"lonDeg":…,
                   "radiusM":…}},"warnM":300,"noticeM":1000}],
                   "reporting":{"intervalS":60,"wearerIntervalS":60,"protectedIntervalS":60}}
                   A shape may also be {"polygon":<GeoJSON Polygon>}. Radii, warnM, noticeM and intervals may be left out;
                   so may "parameters": warnTauS, silenceAfterS, silenceContactS, warnHoldS, in seconds, within safe bounds
  --fixes <file>   lines {"person","fixedAt","receivedAt","latDeg","lonDeg","accuracyM","speedMps","courseDeg","source",
                   "mock"}, all after lonDeg optional, and device events {"person","at","event"}; default: standard input
  --tick <time>    how often the engine also looks at the clock: 5s (default), 500ms, 1m
  --until <time>   the clock runs on to here (ISO 8601); default: the last receivedAt

Lines come in order of "at", ties by pair, then zone. kind is approach, zone, ring, device or pattern; "why" says in words
what the line rests on and "basis" names the fixes. A pair is clear until its first line. Positions are never in a line.

exit: 0 all read; 1 a bad line or order was left out, the rest processed; 2 wrong usage
`;

export async function run(args: string[], io: CommandIo): Promise<number> {
  const options = readArgs(args);
  if (options === 'help') {
    io.stdout.write(help);
    return EXIT_OK;
  }
  if (typeof options === 'string') return usage(io, options);
  const orders = await loadOrders(options.ordersPath);
  if (typeof orders === 'string') return usage(io, orders);
  for (const problem of orders.problems) io.stderr.write(`magpie replay: orders: ${problem}\n`);
  const input = await openInput(options.fixesPath, io.stdin);
  if (input === null) return usage(io, 'the fixes file cannot be read');
  const records: Recorded[] = [];
  let line = 0;
  let badLines = 0;
  for await (const lines of batchesOfLines(input)) {
    for (const text of lines) {
      line++;
      if (text.trim() === '') continue;
      const record = readRecorded(text);
      if (typeof record !== 'string') records.push(record);
      else {
        badLines++;
        io.stderr.write(`magpie replay: line ${line}: ${record}\n`);
      }
    }
  }
  // Stable: records received at the same instant stay in the order of the file.
  records.sort((a, b) => a.receivedAtMs - b.receivedAtMs);
  await runReplay({ orders, records, tickMs: options.tickMs, untilMs: options.untilMs }, (text) => write(io, text));
  return badLines > 0 || orders.problems.length > 0 ? EXIT_BAD_INPUT : EXIT_OK;
}

/** At the reader's pace; false when the reader has gone. */
async function write({ stdout }: CommandIo, text: string): Promise<boolean> {
  if (stdout.destroyed || stdout.writableEnded) return false;
  if (stdout.write(text)) return true;
  const settled = new AbortController();
  const { signal } = settled;
  // A reader that leaves is no failure: there is only nobody to write to any more.
  const isDrained = await Promise.race([once(stdout, 'drain', { signal }), once(stdout, 'close', { signal })]).then(
    () => true,
    () => false,
  );
  settled.abort();
  return isDrained && !stdout.destroyed;
}

interface Options {
  readonly ordersPath: string;
  readonly fixesPath: string | undefined;
  readonly tickMs: number;
  readonly untilMs: number | null;
}

/** The options, 'help', or what is wrong with them. */
function readArgs(args: string[]): Options | string {
  const parsed = parseOptions(args);
  if (parsed === null) return 'unknown option or a value is missing';
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  if (positionals.length > 0) return 'it takes options only';
  if (values.orders === undefined) return '--orders is missing';
  const tickMs = durationMs(values.tick ?? '5s');
  if (tickMs === null) return '--tick: a time such as 5s, 500ms or 1m, at least 100ms';
  const untilMs = values.until === undefined ? null : parseInstant(values.until);
  if (values.until !== undefined && untilMs === null) return '--until: ISO 8601 with an offset or Z';
  return { ordersPath: values.orders, fixesPath: values.fixes, tickMs, untilMs };
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        orders: { type: 'string' },
        fixes: { type: 'string' },
        tick: { type: 'string' },
        until: { type: 'string' },
      },
    });
  } catch {
    return null;
  }
}

/** Milliseconds of `5s`, `500ms`, `1m` or a bare number of seconds; null for anything else, or under 100 ms. */
function durationMs(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  if (match === null) return null;
  const unitMs = { ms: 1, s: 1000, m: 60_000 }[match[2] ?? 's'] ?? 1000;
  const ms = Math.round(Number(match[1]) * unitMs);
  return ms >= 100 ? ms : null;
}

async function loadOrders(path: string): Promise<Orders | string> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return 'the orders file cannot be read';
  return readOrders(text.replace(/^\uFEFF/, '')) ?? 'the orders file is not JSON with "pairs" and "zones"';
}

function usage(io: CommandIo, problem: string): number {
  io.stderr.write(`magpie replay: ${problem}\n${USAGE}\n`);
  return EXIT_USAGE;
}
