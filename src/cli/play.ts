/**
 * `magpie play <track>`: sends a recorded walk through the real device input, as the phone app would. Prints no position
 * and no secret. Fails toward stopping: a server that refuses the device is told so once.
 */
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Report } from '../ingest/protocols/report.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from './command.ts';
import { writeLine } from './line-io.ts';
import { readFixes } from './play/fixes.ts';
import { readGpx } from './play/gpx.ts';
import { type Pace, realPace } from './play/pace.ts';
import { type Ending, playTrack } from './play/play-track.ts';
import { openSender, WRITERS } from './play/sender.ts';
import { TRACK_BYTES_MAX, type Track } from './play/track.ts';

const DEFAULT_URL = 'http://127.0.0.1:5055';
const DEFAULT_SPEED = 10;
const PROTOCOLS = Object.keys(WRITERS).join(', ');
const USAGE = 'usage: magpie play <track.gpx|fixes.ndjson> --device <id> [--speed 10] [--url URL] [--protocol osmand]';

export const help = `${USAGE}

Sends a recorded track through the real device input: a GPX 1.1 track, or fixes as "magpie replay" reads them.

  --device <id>       the device's own secret id, as it would be typed into the phone app
  --speed <n>         how many times faster than it was recorded (default ${DEFAULT_SPEED})
  --url <url>         the device listener (default ${DEFAULT_URL})
  --protocol <name>   ${PROTOCOLS} (default osmand; owntracks knows whole seconds only)
  --person <name>     whose fixes, when a fixes file has several people's

The track happens now: the first fix is sent at once, the others after their original spacing divided by --speed, and
each carries the time at which it was due, not the time of the recording. Recorded speeds are multiplied by --speed too,
as the movement is. The order of the file is kept. While the server is away or answers 5xx a fix is tried again, with
growing pauses; an answer of 4xx ends the command. Ctrl-C stops it.

Standard output has one JSON line for each fix: index, fixedAt, status, attempts. Progress goes to standard error.

exit: 0 played (or stopped by Ctrl-C); 1 a point was left out, or the server refused or stayed away; 2 wrong usage
`;

interface Request {
  readonly path: string;
  readonly token: string;
  readonly speed: number;
  readonly url: URL;
  readonly protocol: string;
  readonly person: string | null;
}

export async function run(args: string[], io: CommandIo): Promise<number> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    return await runUntil(args, io, realPace, stop.signal);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** As `run`, with time and the wish to stop passed in. */
export async function runUntil(args: string[], io: CommandIo, pace: Pace, signal: AbortSignal): Promise<number> {
  const request = readArgs(args);
  if (request === 'help') {
    io.stdout.write(help);
    return EXIT_OK;
  }
  if (typeof request === 'string') return usage(io, request);
  const track = await readTrack(request);
  if (track === null) return usage(io, 'the track file cannot be read');
  for (const problem of track.problems.slice(0, 20)) say(io, problem);
  if (track.problems.length > 20) say(io, `and ${track.problems.length - 20} more`);
  if (track.reports.length === 0) {
    say(io, 'nothing to play');
    return EXIT_BAD_INPUT;
  }
  say(io, `playing ${track.reports.length} fixes at ${request.speed} times their speed`);
  const ending = await send(track.reports, request, io, pace, signal);
  say(io, describe(ending, track.reports.length));
  if (ending.kind === 'refused' || ending.kind === 'gone') return EXIT_BAD_INPUT;
  return track.problems.length === 0 ? EXIT_OK : EXIT_BAD_INPUT;
}

async function send(
  reports: readonly Report[],
  { url, protocol, token, speed }: Request,
  io: CommandIo,
  pace: Pace,
  signal: AbortSignal,
): Promise<Ending> {
  const write = WRITERS[protocol]!;
  const sender = openSender(url, pace, signal, ({ status, code }) => {
    say(io, `${status === null ? `no answer (${code})` : `the server answered ${status}`}; trying again`);
  });
  try {
    return await playTrack(reports, speed, {
      pace,
      signal,
      sender,
      write: (report) => write(url, token, report),
      onResult: async (result) => {
        await writeLine(io.stdout, JSON.stringify(result));
      },
      onProgress: (line) => say(io, line),
    });
  } finally {
    sender.close();
  }
}

async function readTrack({ path, person }: Request): Promise<Track | null> {
  const isReadable = await stat(path).then(
    (file) => file.isFile() && file.size <= TRACK_BYTES_MAX,
    () => false,
  );
  if (!isReadable) return null;
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  return text.trimStart().startsWith('<') ? readGpx(text) : readFixes(text, person);
}

/** `help`, a request, or what is wrong with the arguments. */
function readArgs(args: string[]): Request | string {
  const parsed = parseOptions(args);
  if (parsed === null) return 'unknown option';
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) return 'name one track file';
  if (!values.device) return '--device is missing';
  const speed = Number(values.speed ?? DEFAULT_SPEED);
  if (!(speed > 0 && speed <= 1_000)) return '--speed: a number above 0, at most 1000';
  const url = URL.canParse(values.url ?? DEFAULT_URL) ? new URL(values.url ?? DEFAULT_URL) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return '--url: http:// or https://';
  const protocol = values.protocol ?? 'osmand';
  if (!Object.hasOwn(WRITERS, protocol)) return `--protocol: ${PROTOCOLS}`;
  return { path, token: values.device, speed, url, protocol, person: values.person ?? null };
}

function parseOptions(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        device: text,
        speed: text,
        url: text,
        protocol: text,
        person: text,
      },
    });
  } catch {
    return null;
  }
}

function describe(ending: Ending, total: number): string {
  switch (ending.kind) {
    case 'done':
      return `done: ${ending.sent} of ${total} sent`;
    case 'stopped':
      return `stopped: ${ending.sent} of ${total} sent`;
    case 'refused':
      return `refused with ${ending.delivery.status} after ${ending.sent} of ${total}: is --device a known device's id, and --url the device listener?`;
    case 'gone':
      return `gave up after ${ending.sent} of ${total}: the server did not take fixes; is it running, and --url right?`;
  }
}

function usage(io: CommandIo, problem: string): number {
  say(io, problem);
  io.stderr.write(`${USAGE}\n`);
  return EXIT_USAGE;
}

function say(io: CommandIo, line: string): void {
  io.stderr.write(`magpie play: ${line}\n`);
}
