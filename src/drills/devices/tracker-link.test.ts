/** Real sockets: a server of the protocol's own decoder, which holds its answers back or cuts the line on purpose. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gt06Device } from '../../ingest/protocols/gt06/encode.ts';
import { gt06 } from '../../ingest/protocols/gt06/protocol.ts';
import { megastekDevice } from '../../ingest/protocols/megastek/encode.ts';
import { megastek } from '../../ingest/protocols/megastek/protocol.ts';
import type { SocketProtocol, SocketSession } from '../../ingest/protocols/types.ts';
import { FrameCutter } from '../../ingest/tcp/frame-cutter.ts';
import type { DeviceCommand, TrackerFrame } from './tracker.ts';
import { TrackerLink } from './tracker-link.ts';

const IMEI = '001010000000002';
const START_MS = 1_782_259_200_000;

let server: Server;
let protocol: SocketProtocol;
let lines: { socket: Socket; session: SocketSession }[];
/** Seconds after the start of the fixes that came, in order; logins are 'in'. */
let heard: (number | 'in')[];
let answers: string[];
/** What is answered: false cuts the line instead. */
let takes: (nth: number) => boolean;
/** Answers wait for it. */
let holdUntil: Promise<void>;
let stop: AbortController;
let running: Promise<void> | null;
let told: DeviceCommand[];

beforeEach(async () => {
  [protocol, lines, heard, answers, told, takes] = [gt06, [], [], [], [], () => true];
  [stop, running, holdUntil] = [new AbortController(), null, Promise.resolve()];
  let frames = 0;
  server = createServer((socket) => {
    const [cutter, session] = [new FrameCutter(protocol), protocol.openSession()];
    lines.push({ socket, session });
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const { bytes } of cutter.push(chunk)) {
        const decoded = session.decode(bytes, START_MS);
        if (decoded.answer !== undefined) answers.push(`${decoded.answer.command} ${decoded.answer.isDone}`);
        else heard.push(decoded.fixes[0] === undefined ? 'in' : (decoded.fixes[0].fixedAtMs - START_MS) / 1_000);
        frames += 1;
        if (!takes(frames)) return void socket.destroy();
        void holdUntil.then(() => socket.write(decoded.reply));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  stop.abort();
  await running;
  for (const { socket } of lines) socket.destroy();
  server.close();
});

function open(side = gt06Device): TrackerLink {
  const { port } = server.address() as AddressInfo;
  const link = new TrackerLink({
    ...{ host: '127.0.0.1', port, side, name: IMEI },
    sleep: async () => undefined,
    onCommand: (command) => void told.push(command),
    onAttempt: () => undefined,
  });
  running = link.run(stop.signal);
  return link;
}

function frame(atS: number): TrackerFrame {
  return { kind: 'report', report: { fixedAtMs: START_MS + atS * 1_000, latDeg: 36, lonDeg: 124.5, speedMps: 1 } };
}

it('logs in, then sends the oldest first, each after the one before was acknowledged', async () => {
  const link = open();
  await expect.poll(() => heard).toEqual(['in']);
  const gate = Promise.withResolvers<void>();
  holdUntil = gate.promise;
  for (const atS of [1, 2, 3]) link.push(frame(atS));
  await expect.poll(() => heard).toEqual(['in', 1]);
  // A round trip on another line: what was on its way is here.
  const other = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(other, 'connect');
  other.destroy();
  expect([heard, link.waiting]).toEqual([['in', 1], 3]);
  gate.resolve();
  await expect.poll(() => link.waiting).toBe(0);
  expect(heard).toEqual(['in', 1, 2, 3]);
});

it('keeps what was not acknowledged, comes back, logs in anew, and sends it before anything newer', async () => {
  takes = (nth) => nth !== 3;
  const link = open();
  for (const atS of [1, 2, 3]) link.push(frame(atS));
  await expect.poll(() => link.waiting).toBe(0);
  expect(heard).toEqual(['in', 1, 2, 'in', 2, 3]);
});

it('sends nothing while the line is down, and everything, oldest first, when it is up again', async () => {
  const link = open();
  link.push(frame(1));
  await expect.poll(() => link.waiting).toBe(0);
  link.setUp(false);
  await once(lines[0]!.socket, 'close');
  for (const atS of [2, 3, 4]) link.push(frame(atS));
  expect([link.waiting, heard]).toEqual([3, ['in', 1]]);
  link.setUp(true);
  await expect.poll(() => link.waiting).toBe(0);
  expect(heard).toEqual(['in', 1, 'in', 2, 3, 4]);
});

it('hears what it is told, answers, and hands it on', async () => {
  const link = open();
  link.push(frame(1));
  await expect.poll(() => link.waiting).toBe(0);
  const { socket, session } = lines[0]!;
  socket.write(session.encodeCommand({ kind: 'set-interval', intervalS: 30 })!);
  socket.write(session.encodeCommand({ kind: 'report-now' })!);
  await expect.poll(() => told).toEqual([{ kind: 'set-interval', intervalS: 30 }, { kind: 'report-now' }]);
  await expect.poll(() => answers).toEqual(['set-interval true', 'report-now true']);
});

it('a protocol without acknowledgements is sent as fast as the line takes it', async () => {
  protocol = megastek;
  const link = open(megastekDevice);
  for (let atS = 1; atS <= 50; atS += 1) link.push(frame(atS));
  await expect.poll(() => heard).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  expect(link.waiting).toBe(0);
});
