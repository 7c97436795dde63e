/**
 * What could not be taken as an input is kept, sealed, for 30 days, with its reason: bytes are never thrown away unseen, and
 * never believed. Of a report that has no legal basis, or of a place that is not shared, only the
 * reason and the time are kept. Fails toward "not committed" for known devices; a flood of strangers is counted, not stored without end.
 */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { MINUTE_MS, utcDay } from '../core/time.ts';
import type { Sealer } from '../safeguards/service.ts';
import { LIMITS } from './limits.ts';
import type { RawFrame, Rejection } from './protocols/types.ts';
import { insertQuarantine, purgeQuarantine } from './quarantine.sql.ts';
import { contentless, rawBytes } from './raw-frame.ts';

export interface QuarantineDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly sealer: Sealer;
  /** Told of every rejection, with protocol and reason only. */
  onRejected(protocol: string, reason: Rejection['reason']): void;
  onFailure(error: unknown): void;
}

export class Quarantine {
  readonly #deps: QuarantineDeps;
  #minuteStartMs = 0;
  #strangersThisMinute = 0;

  constructor(deps: QuarantineDeps) {
    this.#deps = deps;
  }

  /** Of what is not even to be kept. */
  count(protocol: string, reason: Rejection['reason']): void {
    this.#deps.onRejected(protocol, reason);
  }

  /** False when it could not be committed. `isOwn`: of somebody whom an order protects: their places are kept a day, and these bytes would be for thirty. */
  async keep(
    protocol: string,
    deviceId: string | null,
    rejections: readonly Rejection[],
    raw: RawFrame,
    receivedAtMs: number,
    isOwn = false,
  ): Promise<boolean> {
    for (const rejection of rejections) this.#deps.onRejected(protocol, rejection.reason);
    try {
      const { sealer, database } = this.#deps;
      const key = await sealer.dataKey(
        { subject: 'quarantine', scope: utcDay(receivedAtMs), bases: ['quarantine'] },
        receivedAtMs,
      );
      // HAZARD H-90: where somebody was without an order in force, or with a device that nobody carried, is nobody's to keep.
      const mayKeep = !isOwn && !rejections.some(({ reason }) => WITHOUT_BASIS.has(reason));
      const mostBytes = deviceId === null ? LIMITS.strangerBytes : LIMITS.bodyBytes;
      const plain = mayKeep ? rawBytes(raw, mostBytes) : contentless(raw);
      // Once for each reason: a batch of a thousand bad fixes is not kept a thousand times.
      const byReason = Map.groupBy(rejections, ({ reason }) => reason);
      const rows = [...byReason].map(([reason, of]) => {
        return {
          receivedAtMs,
          protocol,
          deviceId,
          reason,
          detail: [...new Set(of.map(({ detail }) => detail))].join('; '),
          keyId: key.keyId,
          sealed: sealer.sealWith(key, plain),
        };
      });
      await insertQuarantine(database, rows);
      return true;
    } catch (error) {
      this.#deps.onFailure(error);
      return false;
    }
  }

  /** From senders without a right: kept up to a rate, then only counted. The answer to them is the same either way. */
  async keepStranger(protocol: string, rejection: Rejection, raw: RawFrame, receivedAtMs: number): Promise<void> {
    if (receivedAtMs - this.#minuteStartMs >= MINUTE_MS || receivedAtMs < this.#minuteStartMs) {
      this.#minuteStartMs = receivedAtMs;
      this.#strangersThisMinute = 0;
    }
    this.#strangersThisMinute += 1;
    if (this.#strangersThisMinute > LIMITS.strangersPerMinute) {
      this.#deps.onRejected(protocol, rejection.reason);
      return;
    }
    await this.keep(protocol, null, [rejection], raw, receivedAtMs);
  }

  /** Removes what is older than 30 days; returns how many rows went. */
  purge(): Promise<number> {
    return purgeQuarantine(this.#deps.database, this.#deps.clock.nowMs());
  }
}

const WITHOUT_BASIS: ReadonlySet<Rejection['reason']> = new Set([
  'no-legal-basis',
  'no-assignment',
  'no-consent',
  'past-its-day',
]);
