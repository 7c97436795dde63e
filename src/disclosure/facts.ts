/**
 * What the monitoring centre did with an incident, for the side that it protects: that it was seen, that it was closed, and when.
 * Never who, never where. Fails toward silence: a fact that cannot be read is not told, and a warning never waits for one.
 */
import type { IncidentId, PairId } from '../core/ids.ts';
import { inForce, type LiveDeps } from './deps.ts';
import type { Slot } from './slot.ts';
import type { Stream } from './stream.ts';

export interface IncidentFact {
  readonly incidentId: IncidentId;
  readonly pairId: PairId;
  readonly state: 'acknowledged' | 'closed';
  readonly atMs: number;
}

export class Facts {
  readonly #deps: LiveDeps;

  constructor(deps: LiveDeps) {
    this.#deps = deps;
  }

  /** To the protected side's open streams of the pair. */
  tell(fact: IncidentFact, slots: Iterable<Slot>): void {
    for (const slot of slots) this.#send(slot.stream, fact);
  }

  /** What stands now, to a stream that has just begun. */
  async resume(stream: Stream): Promise<void> {
    if (stream.viewer.kind === 'officer') return;
    try {
      for (const fact of await this.#deps.loadIncidentFacts(stream.viewer)) this.#send(stream, fact);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      this.#deps.logger.warn({ error: name }, 'what was done with incidents could not be read');
    }
  }

  // INVARIANT: nothing is told of a pair whose order is not in force (I-5), and nothing of it to officers, who have the queue.
  #send(stream: Stream, { incidentId, pairId, state, atMs }: IncidentFact): void {
    const nowMs = this.#deps.clock.nowMs();
    const standing = this.#deps.orderOf(pairId);
    if (stream.viewer.kind === 'officer' || stream.closed || !stream.ready) return;
    if (standing === null || !inForce(standing, nowMs)) return;
    stream.send(
      'incident',
      `,"incidentId":"${incidentId}","pairId":"${pairId}","state":"${state}","atMs":${atMs}`,
      nowMs,
    );
  }
}
