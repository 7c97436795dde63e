/**
 * Warnings on the live stream. They hold no position and need no grant: they go out at once, before and without the
 * database, and again on every resume until the screen says `displayed`. Fails toward warning: twice rather than never.
 */
import type { PersonId, WarningId } from '../core/ids.ts';
import { inForce, type LiveDeps, type Warning } from './deps.ts';
import { LIMITS } from './limits.ts';
import type { Memories } from './resume.ts';
import type { Stream } from './stream.ts';

interface Receipt {
  readonly stream: Stream;
  readonly warningId: WarningId;
  readonly atMs: number;
  /** This process sent the warning to this viewer: a receipt may come before the warning is recorded. */
  readonly sent: boolean;
}

export class Warnings {
  readonly #deps: LiveDeps;
  readonly #memories: Memories;
  /** Receipts that the database did not take yet. */
  #receiptsDue: Receipt[] = [];

  constructor(deps: LiveDeps, memories: Memories) {
    this.#deps = deps;
    this.#memories = memories;
  }

  // HAZARD H-37: a warning is lost with the connection or the database
  /** `open`: the person's streams; with none it is held for the next one, in case the outbox could not be written. */
  warn(personId: PersonId, warning: Warning, open: ReadonlySet<Stream> | undefined): void {
    const nowMs = this.#deps.clock.nowMs();
    this.#memories.of(personId, nowMs).hold(warning);
    for (const stream of open ?? []) if (stream.ready) send(stream, warning, nowMs);
  }

  /** All that are not displayed yet: those held here at once, those only written down when the database answers. */
  resume(stream: Stream): void {
    const nowMs = this.#deps.clock.nowMs();
    for (const warning of stream.memory.undisplayed()) {
      if (isHeldFor(stream, warning, nowMs) && this.#stands(warning, nowMs)) send(stream, warning, nowMs);
    }
    void this.#load(stream);
  }

  /** What was found under an order that ended meanwhile is not told again (I-5). */
  #stands(warning: Warning, nowMs: number): boolean {
    const standing = this.#deps.orderOf(warning.pairId);
    return standing !== null && inForce(standing, nowMs);
  }

  displayed(stream: Stream, warningId: WarningId): void {
    // HAZARD H-551: whoever copied the cookie says that it was shown, and nothing louder follows
    if (!stream.viewer.isProven) return;
    const sent = stream.memory.displayed(warningId);
    void this.#record({ stream, warningId, atMs: this.#deps.clock.nowMs(), sent });
  }

  retry(streams: Iterable<Stream>): void {
    for (const stream of streams) if (stream.owedWarnings) void this.#load(stream);
    for (const receipt of this.#receiptsDue.splice(0)) void this.#record(receipt);
  }

  async #load(stream: Stream): Promise<void> {
    stream.owedWarnings = false;
    try {
      const written = await this.#deps.loadPendingWarnings(stream.viewer);
      for (const warning of written) {
        if (stream.closed) return;
        const nowMs = this.#deps.clock.nowMs();
        // HAZARD H-558: what was sent to whoever copied the cookie is not shown on the phone itself
        if (stream.warned.has(warning.warningId) || this.#isDue(warning.warningId)) continue;
        stream.memory.hold(warning);
        if (this.#stands(warning, nowMs)) send(stream, warning, nowMs);
      }
    } catch (error) {
      stream.owedWarnings = true;
      this.#deps.logger.warn({ error: nameOf(error) }, 'pending warnings could not be read');
    }
  }

  async #record(receipt: Receipt): Promise<void> {
    try {
      const isDone = await this.#deps.onDisplayed(receipt.stream.viewer, receipt.warningId, receipt.atMs);
      const ageMs = this.#deps.clock.nowMs() - receipt.atMs;
      if (!isDone && receipt.sent && ageMs < LIMITS.receiptKeptMs) this.#keep(receipt);
    } catch (error) {
      this.#keep(receipt);
      this.#deps.logger.warn({ error: nameOf(error) }, 'a receipt waits to be recorded');
    }
  }

  #keep(receipt: Receipt): void {
    if (this.#receiptsDue.length < LIMITS.receiptsDueMax) this.#receiptsDue.push(receipt);
  }

  #isDue(warningId: WarningId): boolean {
    return this.#receiptsDue.some((receipt) => receipt.warningId === warningId);
  }
}

/** A phone without its key confirms nothing: of what is held here it is sent what is new, else each return would bring all of it back. */
function isHeldFor({ viewer }: Stream, { atMs }: Warning, nowMs: number): boolean {
  return viewer.isProven || nowMs - atMs < LIMITS.receiptKeptMs;
}

function send(stream: Stream, warning: Warning, nowMs: number): void {
  stream.warned.add(warning.warningId);
  const incident = warning.incidentId === null ? 'null' : `"${warning.incidentId}"`;
  stream.send(
    'warning',
    `,"warningId":"${warning.warningId}","pairId":"${warning.pairId}","incidentId":${incident},"level":"${warning.level}","atMs":${warning.atMs}`,
    nowMs,
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
