/**
 * Damaged frames without end: no bytes may make a decoder throw, stand still, or give what cannot be; and what it keeps of a
 * session must not grow. The same seed gives the same bytes.
 */
import { between, type Rng, seededRng } from '../../src/core/rng.ts';
import { type Decoded, REJECTION_REASONS, type SocketProtocol } from '../../src/ingest/protocols/types.ts';
import { FrameCutter } from '../../src/ingest/tcp/frame-cutter.ts';
import { DEVICE_EVENT_KINDS } from '../../src/proximity/types.ts';
import { corpusOf } from './corpus.ts';

const RECEIVED_MS = Date.UTC(2026, 5, 24, 12);
/** Executions before a session is left for a new one. */
const PER_SESSION = 200;
const EDITS_MAX = 8;

export interface FuzzResult {
  readonly executions: number;
  readonly captured: number;
  /** What went wrong, with the frame in hex, at most a few. */
  readonly problems: readonly string[];
  readonly slowestMs: number;
  /** How many were decoded into anything at all: damage that only ever rejects tests little. */
  readonly taken: number;
}

const PROBLEMS_MAX = 5;

export function fuzzDecoder(protocol: SocketProtocol, executions: number, seed: number): FuzzResult {
  const rng = seededRng(seed);
  const { frames, captured } = corpusOf(protocol.name);
  const problems: string[] = [];
  let [session, cutter, taken, slowestMs] = [protocol.openSession(), new FrameCutter(protocol), 0, 0];
  for (let i = 0; i < executions && problems.length < PROBLEMS_MAX; i += 1) {
    if (i % PER_SESSION === 0) [session, cutter] = [protocol.openSession(), new FrameCutter(protocol)];
    const bytes = damaged(rng, frames);
    const startMs = performance.now();
    try {
      const decoded = session.decode(bytes, i % 3 === 0 ? Number.NaN : RECEIVED_MS);
      for (const piece of cutter.push(Buffer.from(bytes))) {
        if (piece.kind === 'frame') session.decode(piece.bytes, RECEIVED_MS);
      }
      if (decoded.rejected === null) taken += 1;
      const fault = faultOf(decoded);
      if (fault !== null) problems.push(`${fault}: ${Buffer.from(bytes).toString('hex')}`);
    } catch (error) {
      const name = error instanceof Error ? `${error.name} ${error.message}` : 'thrown';
      problems.push(`${name}: ${Buffer.from(bytes).toString('hex')}`);
    }
    slowestMs = Math.max(slowestMs, performance.now() - startMs);
  }
  return { executions, captured, problems, slowestMs, taken };
}

function damaged(rng: Rng, frames: readonly Uint8Array[]): Uint8Array {
  const pick = (): Uint8Array => frames[Math.floor(rng.next() * frames.length)]!;
  const frame = Buffer.from(pick());
  const choice = rng.next();
  // As it is: what follows is then read by a session that has heard something.
  if (choice < 0.1) return frame;
  if (choice < 0.2) return Buffer.concat([frame, pick()]);
  if (choice < 0.3) return frame.subarray(0, Math.floor(rng.next() * frame.length));
  if (choice < 0.4) return spliced(rng, frame, pick());
  const edits = 1 + Math.floor(rng.next() * EDITS_MAX);
  for (let n = 0; n < edits; n += 1) {
    const at = Math.floor(rng.next() * frame.length);
    frame[at] = rng.next() < 0.5 ? frame[at]! ^ (1 << Math.floor(rng.next() * 8)) : Math.floor(between(rng, 0, 256));
  }
  return frame;
}

function spliced(rng: Rng, one: Buffer, other: Uint8Array): Buffer {
  const cut = Math.floor(rng.next() * one.length);
  return Buffer.concat([one.subarray(0, cut), other.subarray(Math.floor(rng.next() * other.length))]);
}

/** Null when all that it says can be. */
function faultOf({ fixes, events, status, rejected, reply }: Decoded): string | null {
  for (const fix of fixes) {
    if (!(Math.abs(fix.latDeg) <= 90 && Math.abs(fix.lonDeg) <= 180)) return 'a place off the globe';
    if (fix.latDeg === 0 && fix.lonDeg === 0) return 'null island';
    if (!Number.isInteger(fix.fixedAtMs)) return 'a time that is none';
    if (fix.accuracyM !== null && !(fix.accuracyM > 0)) return 'an accuracy that is none';
    if (fix.speedMps !== null && !(fix.speedMps >= 0 && fix.speedMps <= 1_000)) return 'a speed that is none';
    if (fix.courseDeg !== null && !(fix.courseDeg >= 0 && fix.courseDeg < 360)) return 'a course that is none';
  }
  for (const { kind, atMs } of events) {
    if (!DEVICE_EVENT_KINDS.includes(kind) || !Number.isFinite(atMs)) return 'an event that is none';
  }
  const { batteryPct } = status;
  if (batteryPct !== null && !(batteryPct >= 0 && batteryPct <= 100)) return 'a battery beyond full';
  if (rejected !== null && !REJECTION_REASONS.includes(rejected.reason)) return 'a reason that is none';
  if (rejected !== null && /\d/.test(rejected.detail)) return 'a value in a rejection';
  return reply instanceof Uint8Array ? null : 'a reply that is none';
}
