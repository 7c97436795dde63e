/**
 * `magpie decode <protocol>`: what a captured frame says, line by line. A pure tool: no clock, no network, no database.
 * A bad line never stops the rest; it is a line with `rejected`, and exit 1 at the end.
 */
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { parseInstant } from '../core/time.ts';
import { keyFromSecret } from '../ingest/protocols/owntracks/secret-key.ts';
import { HTTP_PROTOCOLS, SOCKET_PROTOCOLS } from '../ingest/protocols/registry.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from './command.ts';
import { formatDecoded } from './decode/format.ts';
import { hexSession } from './decode/hex-lines.ts';
import { httpSession } from './decode/http-lines.ts';
import type { FrameSession, SessionOptions } from './decode/session.ts';
import { linesOf, openInput, writeLine } from './line-io.ts';

/** Protocol name -> how a session of it is opened. */
const SESSIONS: Readonly<Record<string, (options: SessionOptions) => FrameSession>> = Object.fromEntries([
  ...HTTP_PROTOCOLS.map((one) => [one.name, (options: SessionOptions) => httpSession(one, options)] as const),
  ...SOCKET_PROTOCOLS.map((one) => [one.name, (options: SessionOptions) => hexSession(one, options)] as const),
]);

const USAGE = 'usage: magpie decode <protocol> [file] [--key <secret>] [--received-at <time>] [--text]';

export const help = `${USAGE}

Reads captured frames, one a line, from the file or standard input, and writes one JSON line for each to standard output.

protocols: ${Object.keys(SESSIONS).join(', ')}
  ${HTTP_PROTOCOLS.map(({ name }) => name).join(', ')}: each line is one request as JSON, {"method":"GET","uri":"/?id=…","headers":{},"body":""}.
  Header names are read in any case. A position of traccar that an earlier line told is no new fix. The others: each line is one frame in hex, or as it is with --text; all lines are
  one session, whose state is kept. Blank lines are skipped, but counted.

  --key <secret>         secret of encrypted OwnTracks payloads, as typed into the app (at most 32 bytes)
  --received-at <time>   time of receipt (ISO 8601) for frames that carry no time of their own; a line's own
                         "receivedAt" goes before it. Without either, such a frame is rejected as malformed
                         "timestamp": the same input always gives the same output.
  --text                 lines are literal text instead of hex (requests are always JSON)

Each output line has: line, device, fixes [{fixedAt, latDeg, lonDeg, accuracyM, speedMps, courseDeg, altitudeM, source,
valid}], events [{kind, at}], status {batteryPct, charging, satellites, strap, cells, wifi}, replyHex (the body that the
device waits for), rejected (null, or {reason, detail}). Unknown is null. A device need not be known to be decoded.

exit: 0 all lines read; 1 at least one rejected, the rest processed; 2 wrong usage
`;

export async function run(args: string[], io: CommandIo): Promise<number> {
  const request = readArgs(args);
  if (request.kind === 'help') {
    io.stdout.write(help);
    return EXIT_OK;
  }
  if (request.kind === 'usage') return usage(io, request.problem);
  const input = await openInput(request.path, io.stdin);
  if (input === null) return usage(io, 'the input file cannot be read');
  return decodeLines(input, request.session, io);
}

async function decodeLines(input: Readable, session: FrameSession, io: CommandIo): Promise<number> {
  let line = 0;
  let rejectedLines = 0;
  for await (const text of linesOf(input)) {
    line += 1;
    if (text.trim() === '') continue;
    const decoded = session.decodeLine(text);
    if (decoded.rejected !== null) rejectedLines += 1;
    if (!(await writeLine(io.stdout, formatDecoded(line, decoded)))) break;
  }
  if (rejectedLines === 0) return EXIT_OK;
  io.stderr.write(`magpie decode: ${rejectedLines} of ${line} lines rejected\n`);
  return EXIT_BAD_INPUT;
}

type Request =
  | { readonly kind: 'help' }
  | { readonly kind: 'usage'; readonly problem: string }
  | { readonly kind: 'decode'; readonly session: FrameSession; readonly path: string | undefined };

function readArgs(args: string[]): Request {
  const parsed = parseOptions(args);
  if (parsed === null) return { kind: 'usage', problem: 'unknown option' };
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  const [name, path, ...rest] = positionals;
  const open = name !== undefined && Object.hasOwn(SESSIONS, name) ? SESSIONS[name] : undefined;
  if (open === undefined) return { kind: 'usage', problem: `name a protocol: ${Object.keys(SESSIONS).join(', ')}` };
  if (rest.length > 0) return { kind: 'usage', problem: 'one file at most' };
  const payloadKey = values.key === undefined ? null : keyFromSecret(values.key);
  if (values.key !== undefined && payloadKey === null) return { kind: 'usage', problem: '--key: 1 to 32 bytes' };
  const received = values['received-at'];
  const receivedAtMs = received === undefined ? Number.NaN : parseInstant(received);
  if (receivedAtMs === null) return { kind: 'usage', problem: '--received-at: ISO 8601 with an offset or Z' };
  return { kind: 'decode', session: open({ payloadKey, receivedAtMs, isText: values.text === true }), path };
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        key: { type: 'string' },
        'received-at': { type: 'string' },
        text: { type: 'boolean' },
      },
    });
  } catch {
    return null;
  }
}

function usage(io: CommandIo, problem: string): number {
  io.stderr.write(`magpie decode: ${problem}\n${USAGE}\n`);
  return EXIT_USAGE;
}
