/**
 * The usual store for "who is near whom": Redis, started for the bench alone, nothing kept on disk. An evaluation is what a
 * position report costs there: GEOADD of the wearer, GEODIST of the pair. Commands are encoded beforehand and sent in batches,
 * each answered in full before the next: what a client spends on making them is not counted. Over loopback TCP, as a Redis
 * of one's own is usually reached, and over a unix socket, as fast as it can be.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { freePort } from '../../src/server/ports.ts';
import type { Positions } from './references.ts';
import { encodeCommand, type Reply, RespError, readReplies } from './resp.ts';
import type { Loop } from './rounds.ts';

const PROGRAM = 'redis-server';
const HOST = '127.0.0.1';
const KEY = 'people';
const WARN_M = 600;
const EVALUATIONS_A_ROUND = 50_000;
/** About 11 m. */
const STEP_DEG = 1e-4;

export interface Way {
  readonly name: string;
  readonly over: 'tcp' | 'unix';
  readonly commandsABatch: number;
}

export const WAYS: readonly Way[] = [
  { name: 'Redis, loopback TCP, 100 commands in flight', over: 'tcp', commandsABatch: 100 },
  { name: 'Redis, unix socket, 100 commands in flight', over: 'unix', commandsABatch: 100 },
  { name: 'Redis, unix socket, 1,000 commands in flight', over: 'unix', commandsABatch: 1_000 },
];

export interface Redis {
  readonly version: string;
  readonly connections: Readonly<Record<Way['over'], Connection>>;
  close(): Promise<void>;
}

class Connection {
  readonly #socket: Socket;
  #unread: Buffer = Buffer.alloc(0);
  #take: (reply: Reply) => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
  }

  /** Sends encoded commands and resolves when each has its reply; rejects at an error reply. */
  send(commands: Buffer | string, count: number, onReply: (reply: Reply) => void = () => undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      let left = count;
      this.#take = (reply) => {
        if (reply instanceof RespError) reject(new Error(`Redis: ${reply.message}`));
        onReply(reply);
        left -= 1;
        if (left === 0) resolve();
      };
      this.#socket.write(commands);
    });
  }

  end(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    const data = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    this.#unread = data.subarray(readReplies(data, 0, (reply) => this.#take(reply)));
  }
}

/** Null when there is no Redis on the PATH. `folder` is for its socket, so its path must be short. */
export async function startRedis(folder: string): Promise<Redis | null> {
  const version = await versionOf(PROGRAM);
  if (version === null) return null;
  const path = join(folder, 'redis.sock');
  const port = await freePort(HOST);
  const options = { port: String(port), bind: HOST, unixsocket: path, save: '', appendonly: 'no', dir: folder };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(PROGRAM, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  // A bench that ends by an exception or a signal takes its Redis with it.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  await ready(child);
  const connections = { tcp: await connected(connect(port, HOST)), unix: await connected(connect(path)) };
  return {
    ...{ version, connections },
    async close() {
      for (const connection of Object.values(connections)) connection.end();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      process.removeListener('exit', kill);
    },
  };
}

async function connected(socket: Socket): Promise<Connection> {
  await once(socket, 'connect');
  return new Connection(socket);
}

async function versionOf(program: string): Promise<string | null> {
  const child = spawn(program, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const isThere = await new Promise<boolean>((resolve, reject) => {
    child.once('spawn', () => resolve(true));
    child.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve(false) : reject(error)));
  });
  return isThere ? (/v=(\S+)/.exec(await text(child.stdout))?.[1] ?? 'unknown') : null;
}

async function ready(child: ChildProcess): Promise<void> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    // The last of its lines at start, after the sockets are open.
    if (/ready to accept connections (at|unix)/i.test(line)) {
      child.stdout!.resume();
      return;
    }
  }
  throw new Error(`Redis did not start:\n${lines.join('\n')}`);
}

/** Everybody into Redis; then a loop for each way. */
export async function redisLoops({ connections }: Redis, positions: Positions): Promise<Loop[]> {
  const people = positions.latDeg.length;
  const everybody = Array.from({ length: people }, (_, person) => geoAdd(positions, person, 0));
  await connections.tcp.send(everybody.join(''), people);
  return WAYS.map((way) => redisLoop(connections[way.over], positions, way));
}

function redisLoop(connection: Connection, positions: Positions, { name, commandsABatch }: Way): Loop {
  const evaluations = Math.min(EVALUATIONS_A_ROUND, positions.latDeg.length / 2);
  // There and back: a GEOADD that changes nothing would cost less than one that does.
  const there = batchesOf(positions, evaluations, commandsABatch, STEP_DEG);
  const back = batchesOf(positions, evaluations, commandsABatch, -STEP_DEG);
  let rounds = 0;
  return {
    async run() {
      rounds += 1;
      let near = 0;
      const take = (reply: Reply) => {
        if (typeof reply === 'string' && Number(reply) <= WARN_M) near += 1;
      };
      const startMs = performance.now();
      for (const { data, commands } of rounds % 2 === 1 ? there : back) await connection.send(data, commands, take);
      const tookMs = performance.now() - startMs;
      if (near === 0) throw new Error(`${name}: no pair is near, so nothing was measured`);
      return [{ name, count: evaluations, tookMs }];
    },
  };
}

interface Batch {
  readonly data: Buffer;
  readonly commands: number;
}

function batchesOf(positions: Positions, evaluations: number, commandsABatch: number, movedDeg: number): Batch[] {
  const batches: Batch[] = [];
  for (let first = 0; first < evaluations; first += commandsABatch / 2) {
    const end = Math.min(evaluations, first + commandsABatch / 2);
    let commands = '';
    for (let pair = first; pair < end; pair++) {
      commands += geoAdd(positions, 2 * pair, movedDeg);
      commands += encodeCommand(['GEODIST', KEY, String(2 * pair), String(2 * pair + 1), 'm']);
    }
    batches.push({ data: Buffer.from(commands, 'latin1'), commands: 2 * (end - first) });
  }
  return batches;
}

function geoAdd({ latDeg, lonDeg }: Positions, person: number, movedDeg: number): string {
  const lat = (latDeg[person]! + movedDeg).toFixed(7);
  return encodeCommand(['GEOADD', KEY, lonDeg[person]!.toFixed(7), lat, String(person)]);
}
