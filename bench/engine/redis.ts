/**
 * The usual store for "who is near whom": Redis, started for the bench alone, nothing kept on disk, over a unix socket.
 * An evaluation is what a position report costs there: GEOADD of the wearer, GEODIST of the pair. Commands are encoded
 * beforehand and sent in batches, each answered in full before the next: what a client spends on making them is not counted.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Positions } from './references.ts';
import { encodeCommand, type Reply, RespError, readReplies } from './resp.ts';
import type { Loop } from './rounds.ts';

const PROGRAM = 'redis-server';
const KEY = 'people';
const WARN_M = 600;
export const COMMANDS_A_BATCH = [100, 1_000] as const;
const EVALUATIONS_A_ROUND = 50_000;
/** About 11 m. */
const STEP_DEG = 1e-4;

export class Redis {
  readonly version: string;
  readonly #child: ChildProcess;
  readonly #socket: Socket;
  #unread: Buffer = Buffer.alloc(0);
  #take: (reply: Reply) => void = () => undefined;
  /** A bench that ends by an exception or a signal takes its Redis with it. */
  readonly #onProcessExit = (): void => {
    this.#child.kill('SIGKILL');
  };

  constructor(version: string, child: ChildProcess, socket: Socket) {
    this.version = version;
    this.#child = child;
    this.#socket = socket;
    process.once('exit', this.#onProcessExit);
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

  async close(): Promise<void> {
    process.removeListener('exit', this.#onProcessExit);
    this.#socket.destroy();
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
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
  const options = { port: '0', unixsocket: path, save: '', appendonly: 'no', daemonize: 'no', dir: folder };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(PROGRAM, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await ready(child);
  const socket = connect(path);
  await once(socket, 'connect');
  return new Redis(version, child, socket);
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
    if (line.includes('eady to accept connections')) {
      child.stdout!.resume();
      return;
    }
  }
  throw new Error(`Redis did not start:\n${lines.join('\n')}`);
}

/** Everybody into Redis; then a loop for each size of batch. */
export async function redisLoops(redis: Redis, positions: Positions): Promise<Loop[]> {
  const people = positions.latDeg.length;
  const everybody = Array.from({ length: people }, (_, person) => geoAdd(positions, person, 0));
  await redis.send(everybody.join(''), people);
  return COMMANDS_A_BATCH.map((commands) => redisLoop(redis, positions, commands));
}

export function redisName(commandsABatch: number): string {
  return `redis-${commandsABatch}`;
}

function redisLoop(redis: Redis, positions: Positions, commandsABatch: number): Loop {
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
      for (const { data, commands } of rounds % 2 === 1 ? there : back) await redis.send(data, commands, take);
      const tookMs = performance.now() - startMs;
      if (near === 0) throw new Error('Redis: no pair is near, so nothing was measured');
      return [{ name: redisName(commandsABatch), count: evaluations, tookMs }];
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
    let text = '';
    for (let pair = first; pair < end; pair++) {
      text += geoAdd(positions, 2 * pair, movedDeg);
      text += encodeCommand(['GEODIST', KEY, String(2 * pair), String(2 * pair + 1), 'm']);
    }
    batches.push({ data: Buffer.from(text, 'latin1'), commands: 2 * (end - first) });
  }
  return batches;
}

function geoAdd({ latDeg, lonDeg }: Positions, person: number, movedDeg: number): string {
  const lat = (latDeg[person]! + movedDeg).toFixed(7);
  return encodeCommand(['GEOADD', KEY, lonDeg[person]!.toFixed(7), lat, String(person)]);
}
