/**
 * Sends a track as if it happened now: the first report at once, each next after its original distance in time divided
 * by the speed. Every report carries the time at which it was due, so that one which waited for an absent server arrives
 * late but truthful, as a phone's backlog does. A recorded speed is multiplied like the movement that it describes.
 */
import { MINUTE_MS, SECOND_MS, toIso } from '../../core/time.ts';
import { LIMITS } from '../../ingest/limits.ts';
import type { Report } from '../../ingest/protocols/report.ts';
import type { Pace } from './pace.ts';
import { type Delivery, isAccepted, type Outgoing, type Sender } from './sender.ts';

export interface PlayDeps {
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly sender: Sender;
  write(report: Report): Outgoing;
  /** One result line, without a position. */
  onResult(result: PlayResult): Promise<void>;
  /** One line of progress now and then. */
  onProgress(line: string): void;
}

export interface PlayResult {
  /** From 1, in the order of the track. */
  readonly index: number;
  readonly fixedAt: string;
  readonly status: number | null;
  readonly attempts: number;
}

export type Ending =
  | { readonly kind: 'done' | 'stopped'; readonly sent: number }
  | { readonly kind: 'refused' | 'gone'; readonly sent: number; readonly delivery: Delivery };

const PROGRESS_EVERY_MS = 5 * SECOND_MS;

/** `speed` 10 plays ten minutes in one. Stops at the first report that the server refuses. */
export async function playTrack(reports: readonly Report[], speed: number, deps: PlayDeps): Promise<Ending> {
  const { pace, signal } = deps;
  const dueMs = dueTimesMs(reports, speed, pace.nowMs());
  let nextProgressMs = pace.nowMs() + PROGRESS_EVERY_MS;
  for (const [index, report] of reports.entries()) {
    const atMs = dueMs[index]!;
    await waitUntil(atMs, deps);
    if (signal.aborted) return { kind: 'stopped', sent: index };
    const sped = { ...report, fixedAtMs: atMs, speedMps: spedMps(report, speed) };
    const delivery = await deps.sender.deliver(deps.write(sped));
    if (signal.aborted && !isAccepted(delivery)) return { kind: 'stopped', sent: index };
    const { status, attempts } = delivery;
    await deps.onResult({ index: index + 1, fixedAt: toIso(atMs), status, attempts });
    if (!isAccepted(delivery)) {
      const isRefusal = status !== null && status < 500 && status !== 429;
      return { kind: isRefusal ? 'refused' : 'gone', sent: index, delivery };
    }
    if (pace.nowMs() >= nextProgressMs) {
      deps.onProgress(progressLine(index + 1, reports.length, dueMs.at(-1)! - pace.nowMs()));
      nextProgressMs = pace.nowMs() + PROGRESS_EVERY_MS;
    }
  }
  return { kind: 'done', sent: reports.length };
}

/** The multiplied speed; null where it is unknown, or so high that the server would refuse the fix as impossible. */
export function spedMps(report: Report, speed: number): number | null {
  if (report.speedMps == null) return null;
  return report.speedMps * speed <= LIMITS.speedMps ? report.speedMps * speed : null;
}

/** A recorded time that goes back is sent with the one before it: the order of the file stands. */
export function dueTimesMs(reports: readonly Report[], speed: number, startMs: number): readonly number[] {
  const firstMs = reports[0]?.fixedAtMs ?? 0;
  let dueMs = startMs;
  return reports.map(({ fixedAtMs }) => {
    dueMs = Math.max(dueMs, Math.round(startMs + (fixedAtMs - firstMs) / speed));
    return dueMs;
  });
}

/** Timers take at most 2^31 ms, and may be a little early. */
async function waitUntil(atMs: number, { pace, signal }: PlayDeps): Promise<void> {
  for (let leftMs = atMs - pace.nowMs(); leftMs > 0 && !signal.aborted; leftMs = atMs - pace.nowMs()) {
    await pace.sleep(Math.min(leftMs, MINUTE_MS), signal);
  }
}

function progressLine(sent: number, total: number, leftMs: number): string {
  return `${sent} of ${total} sent, about ${Math.max(0, Math.round(leftMs / SECOND_MS))} s to go`;
}
