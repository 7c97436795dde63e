/** Real sockets; the journal is held back or fails on purpose. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PersonId } from '../../core/ids.ts';
import { err, ok } from '../../core/outcome.ts';
import { Door } from '../door.ts';
import type { UnnumberedInput } from '../inputs.ts';
import { LIMITS } from '../limits.ts';
import { Pace } from '../pace.ts';
import { lineProtocol } from './line-protocol.test-helper.ts';
import { type TcpDeps, TcpDoor } from './listener.ts';
import { Sessions } from './sessions.ts';

const PERSON = '00000000-0000-4000-8000-000000000001' as PersonId;

let nowMs: number;
let door: Door;
let tcp: TcpDoor;
let sessions: Sessions;
let pace: Pace;
let journaled: UnnumberedInput[];
let quarantined: string[];
let outcomes: string[];
let deps: TcpDeps;
let appended: number;
let commit: () => Promise<boolean>;

beforeEach(async () => {
  [nowMs, sessions, journaled, quarantined, outcomes] = [1_800_000_000_000, new Sessions(), [], [], []];
  appended = 0;
  pace = new Pace();
  commit = async () => true;
  const parts = {
    clock: { nowMs: () => nowMs },
    ...{ sessions, pace },
    journal: {
      append: async (input: UnnumberedInput) => {
        appended += 1;
        if (!(await commit())) return err('not-committed' as const);
        journaled.push(input);
        return ok({ position: journaled.length, duplicate: false });
      },
    },
    quarantine: {
      keep: async (_protocol: string, _device: string, rejections: { detail: string }[]) => {
        quarantined.push(...rejections.map(({ detail }) => `known: ${detail}`));
        return true;
      },
      keepStranger: async (_protocol: string, { detail }: { detail: string }) => {
        quarantined.push(`stranger: ${detail}`);
      },
    },
    findDevice: (_protocol: string, _token: string | null, name: string | null) =>
      name?.startsWith('d') === true
        ? { device: { deviceId: `id-${name}`, payloadKey: null, carriedBy: () => PERSON } }
        : { rejected: 'unknown-device' as const },
    basesFor: () => ['order:x'],
    isOwn: () => false,
    mayKeepPlace: () => true,
    strapOf: () => null,
    onHeard: () => undefined,
    onContact: () => undefined,
    onError: (error: unknown) => outcomes.push(`error ${String(error)}`),
    onFrame: (_protocol: string, outcome: string) => outcomes.push(outcome),
  };
  deps = parts as unknown as TcpDeps;
  tcp = new TcpDoor(lineProtocol, deps);
  door = new Door({
    ...{ host: '127.0.0.1', port: 0, allow: null, tls: null },
    onConnection: (socket) => tcp.admit(socket),
    onRefused: () => undefined,
  });
  await door.listen();
});
afterEach(async () => {
  tcp.close();
  await door.close(100);
});

interface Phone {
  readonly socket: Socket;
  /** Everything the server has sent. */
  text(): string;
  said(text: string): Promise<void>;
  closed: Promise<unknown>;
}

async function phone(): Promise<Phone> {
  const socket = connect(door.port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data.toString();
  });
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  return { socket, closed, text: () => heard, said: (text) => expect.poll(() => heard).toContain(text) };
}

it('answers a frame only once it is committed, and frames in their order (I-1)', async () => {
  const gate = Promise.withResolvers<boolean>();
  commit = () => gate.promise;
  const { socket, text, said } = await phone();
  socket.write('d1\nd1,1,1\nd1,2,2\n');
  await said('ok hello');
  expect(text()).toBe('ok hello\n');
  gate.resolve(true);
  await said('ok 2');
  expect(text()).toBe('ok hello\nok 1\nok 2\n');
  expect(journaled).toHaveLength(2);
});

it('a frame that is not committed is refused, and the connection closed so that it comes again', async () => {
  commit = async () => false;
  const { socket, text, closed } = await phone();
  socket.write('d1,1,1\n');
  await closed;
  expect([text(), outcomes]).toEqual(['no\n', ['not-committed']]);
});

it('HAZARD H-151: after a frame that was not committed no later one is answered, though it was', async () => {
  const gates = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
  commit = () => gates[appended - 1]!.promise;
  const { socket, text, closed } = await phone();
  socket.write('d1,1,1\nd1,2,2\nd1,3,3\n');
  await expect.poll(() => appended).toBe(3);
  for (const [i, gate] of gates.entries()) gate.resolve(i !== 1);
  await closed;
  expect(text()).toBe('ok 1\nno\n');
  expect(journaled).toHaveLength(2);
});

it('a device that has said its last word is answered before the connection closes', async () => {
  const gate = Promise.withResolvers<boolean>();
  commit = () => gate.promise;
  const { socket, text, closed } = await phone();
  socket.end('d1,1,1\n');
  await expect.poll(() => appended).toBe(1);
  await new Promise((resolve) => setImmediate(resolve));
  gate.resolve(true);
  await closed;
  expect(text()).toBe('ok 1\n');
});

it('a connection that closed before its commit leaves nobody to send commands to', async () => {
  const gate = Promise.withResolvers<boolean>();
  commit = () => gate.promise;
  const { socket } = await phone();
  socket.write('d1,1,1\n');
  await expect.poll(() => appended).toBe(1);
  socket.resetAndDestroy();
  await expect.poll(() => tcp.state().connections).toBe(0);
  gate.resolve(true);
  await expect.poll(() => outcomes).toEqual(['accepted']);
  expect(sessions.size).toBe(0);
});

it('HAZARD H-15: a decoder that throws all the same ends its connection, and no other', async () => {
  const [bad, good] = [await phone(), await phone()];
  bad.socket.write('d1,throw\n');
  await bad.closed;
  expect(outcomes).toEqual(['error Error: a decoder at fault']);
  good.socket.write('d2\n');
  await good.said('ok hello');
});

it('whoever fails when told of a contact ends that connection, and nothing else', async () => {
  tcp.close();
  const onContact = (): never => {
    throw new Error('a listener at fault');
  };
  tcp = new TcpDoor(lineProtocol, { ...deps, onContact });
  const { socket, text, closed } = await phone();
  socket.write('d1,1,1\n');
  await closed;
  expect([text(), outcomes]).toEqual(['ok 1\n', ['accepted', 'error Error: a listener at fault']]);
});

it('a stranger is refused and kept in quarantine', async () => {
  const { socket, text, closed } = await phone();
  socket.write('x,1,1\n');
  await closed;
  expect([text(), quarantined]).toEqual(['no\n', ['stranger: id']]);
});

it('HAZARD H-15: garbage is left out and kept, a known device goes on, and who sends nothing else is cut off', async () => {
  const one = await phone();
  one.socket.write('d1\n***d1,1,1\n');
  await one.said('ok 1');
  expect(quarantined).toEqual(['known: no frame']);
  const other = await phone();
  other.socket.write('*d2\n'.repeat(LIMITS.garbagePieces + 50));
  await other.closed;
  expect(quarantined.filter((one) => one === 'stranger: no frame')).toHaveLength(1);
  expect(quarantined.filter((one) => one === 'known: no frame')).toHaveLength(1 + LIMITS.garbagePieces);
});

it('HAZARD H-142: closes who sends a byte now and then, or nothing at all, and leaves who waits', async () => {
  const [slow, mute, waiting] = [await phone(), await phone(), await phone()];
  waiting.socket.write('d3\n');
  await waiting.said('ok hello');
  slow.socket.write('d1\n');
  await slow.said('ok hello');
  slow.socket.write('d');
  await expect.poll(() => tcp.state().connections).toBe(3);
  for (let s = 0; s < 80; s += 5) {
    nowMs += 5_000;
    if (!slow.socket.destroyed) slow.socket.write('d');
    tcp.review();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all([slow.closed, mute.closed]);
  expect(waiting.socket.destroyed).toBe(false);
  expect(tcp.state().connections).toBe(1);
});

it('HAZARD H-141: holds little of who has not said a frame yet', async () => {
  tcp.close();
  tcp = new TcpDoor({ ...lineProtocol, frameBytesMax: 65_536 }, deps);
  const long = 'd1'.padEnd(LIMITS.firstFrameBytes + 1, ' ');
  const [stranger, known] = [await phone(), await phone()];
  known.socket.write('d1\n');
  await known.said('ok hello');
  for (const { socket } of [stranger, known]) socket.write(long);
  await stranger.closed;
  known.socket.write('\n');
  await expect.poll(() => known.text()).toBe('ok hello\nok hello\n');
});

it('HAZARD H-140: two that go on speaking under one name are journaled as a conflict', async () => {
  const [one, two] = [await phone(), await phone()];
  for (const [i, speaker] of [one, two, one, two].entries()) {
    speaker.socket.write(`d1,${i},0\n`);
    await speaker.said(`ok ${i}`);
    nowMs += 10_000;
  }
  await expect.poll(() => journaled.filter(({ kind }) => kind === 'event').length).toBe(1);
  expect(journaled.find(({ kind }) => kind === 'event')).toMatchObject({
    event: 'identity-conflict',
    personId: PERSON,
  });
});

it('HAZARD H-140: a conflict is journaled also when one of the two has said more than a device may', async () => {
  const [one, two] = [await phone(), await phone()];
  for (const [speaker, line] of [
    [one, 'd1\n'],
    [two, 'd1\n'],
  ] as const) {
    speaker.socket.write(line);
    await speaker.said('ok hello');
    nowMs += 10_000;
  }
  for (let left = LIMITS.deviceInputsBurst; left > 0; left -= 500) pace.take('id-d1', 500, nowMs);
  one.socket.write('d1,1,1\n');
  await one.said('no');
  await expect.poll(() => journaled).toMatchObject([{ kind: 'event', event: 'identity-conflict' }]);
});

it('a flood of one waits in its own buffers, and does not delay another', async () => {
  const gate = Promise.withResolvers<boolean>();
  commit = () => gate.promise;
  const flood = await phone();
  flood.socket.write(`${Array.from({ length: 500 }, (_, i) => `d1,${i},0`).join('\n')}\n`);
  const calm = await phone();
  calm.socket.write('d2\n');
  await calm.said('ok hello');
  expect(appended).toBe(LIMITS.framesUnderWay);
  gate.resolve(true);
  await flood.said('ok 499');
  expect(journaled).toHaveLength(500);
});

it('HAZARD H-143: cuts off who does not read', async () => {
  const one = await phone();
  one.socket.write('d1\n');
  await one.said('ok hello');
  one.socket.pause();
  const line = 'd1\n'.repeat(2_000);
  // The network takes some megabytes before anything piles up here.
  const isCut = () => tcp.state().connections === 0;
  for (let i = 0; i < 3_000 && !isCut(); i += 1) {
    one.socket.write(line);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(isCut, { timeout: 20_000 }).toBe(true);
});

it('HAZARD H-143: who is refused and does not read the refusal is cut off in the end', async () => {
  const one = await phone();
  one.socket.pause();
  one.socket.write('x\n');
  await expect.poll(() => outcomes).toEqual(['unknown-device']);
  // Nothing closes it but time: the other end never answers the farewell.
  one.socket.on('end', () => undefined);
  nowMs += LIMITS.closingMs + 1;
  tcp.review();
  await expect.poll(() => tcp.state().connections).toBe(0);
});

it('a command goes out on the connection of its device', async () => {
  const one = await phone();
  one.socket.write('d1\n');
  await one.said('ok hello');
  expect(sessions.send('id-d1', { kind: 'report-now' })).toBe('sent');
  await one.said('report');
  one.socket.destroy();
  await expect.poll(() => sessions.send('id-d1', { kind: 'report-now' })).toBe('not-connected');
});
