/**
 * Who shares their own position with the monitoring centre now, of their own will, and until when. Beginning is written before it holds;
 * ending holds before it is written. Fails toward not sharing: what could not be begun is not, and what could not be written as ended has
 * ended all the same and is written when the database is back.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { PairId, PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { loadOpenAboutProtected } from '../../incidents/service.ts';
import { audit } from '../../safeguards/service.ts';
import { decideSharingEnd, SHARING_MS_MAX } from '../decide-sharing.ts';
import {
  insertSharing,
  loadStanding,
  type Sharing,
  type SharingEnd,
  updateEnded,
  updateHidden,
} from './sharing.sql.ts';

export interface SharingDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly newId: () => string;
  /** Pairs in force in which the person is protected. */
  pairsProtecting(personId: PersonId, nowMs: number): readonly PairId[];
  /** Open streams decide again what they show of these. */
  onChanged(pairIds: readonly PairId[]): void;
}

interface Due {
  readonly sharing: Sharing;
  readonly cause: SharingEnd;
  readonly atMs: number;
}

export class SharingBook {
  readonly #deps: SharingDeps;
  readonly #standing = new Map<PersonId, Sharing>();
  /** Ended, and not written down yet. */
  readonly #due = new Map<string, Due>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: SharingDeps) {
    this.#deps = deps;
  }

  /** At the start, before the first stream. */
  async load(): Promise<void> {
    for (const sharing of await loadStanding(this.#deps.database)) this.#standing.set(sharing.personId, sharing);
    await this.review();
  }

  isSharing(personId: PersonId, nowMs: number): boolean {
    const sharing = this.#standing.get(personId);
    return sharing !== undefined && nowMs < sharing.untilMs;
  }

  /** As the person's own screen says. */
  shownTo(personId: PersonId): { readonly sinceMs: number; readonly untilMs: number } | null {
    const sharing = this.#standing.get(personId);
    if (sharing === undefined || sharing.hidden) return null;
    return { sinceMs: sharing.beganAtMs, untilMs: sharing.untilMs };
  }

  /** Whether there is an incident to share for. */
  async isPossible(personId: PersonId): Promise<boolean> {
    return (await this.#openOf(personId)).some(({ isTakenBack }) => !isTakenBack);
  }

  /** For the incidents that are open now: of an SOS, or whichever. Sharing again begins anew. */
  begin(personId: PersonId, why: 'sos' | 'incident'): Promise<Outcome<null, Refusal>> {
    return this.#inTurn(async () => {
      const { clock, database, newId } = this.#deps;
      await this.#writeDue();
      const nowMs = clock.nowMs();
      const pairIds = this.#deps.pairsProtecting(personId, nowMs);
      if (pairIds.length === 0) return refuse('forbidden', 'No order is in force.');
      const open = await this.#openOf(personId);
      const wanted = open.filter(({ isSos, isTakenBack }) => (why === 'sos' ? isSos : !isTakenBack));
      const incidentIds = wanted.map(({ incidentId }) => incidentId);
      if (incidentIds.length === 0) return refuse('conflict', 'No incident is open.');
      const before = this.#standing.get(personId) ?? null;
      const times = { beganAtMs: nowMs, untilMs: nowMs + SHARING_MS_MAX };
      const sharing: Sharing = {
        sharingId: newId(),
        personId,
        incidentIds,
        withSos: why === 'sos',
        ...times,
        hidden: false,
      };
      await database.transaction(async (tx) => {
        if (before !== null) await updateEnded(tx, before.sharingId, 'replaced', nowMs);
        await insertSharing(tx, sharing);
        await audit(tx, [entryOf(sharing, 'sharing.begin', why, nowMs)]);
      });
      this.#standing.set(personId, sharing);
      this.#tell(personId, nowMs);
      return ok(null);
    });
  }

  /** Holds at once, on open streams too; rejects when it could not be written yet. */
  async end(personId: PersonId, cause: SharingEnd): Promise<void> {
    this.#let(personId, cause);
    // One that is being begun is ended when it is.
    await this.#inTurn(async () => {
      this.#let(personId, cause);
      await this.#writeDue();
    });
  }

  /** One that came with an SOS ends with it; any other goes on, and its own switch ends it. */
  async endOfSos(personId: PersonId, how: 'cancelled' | 'hidden'): Promise<void> {
    const isOfSos = () => this.#standing.get(personId)?.withSos === true;
    if (how === 'cancelled') {
      await this.#inTurn(async () => {
        if (isOfSos()) this.#let(personId, 'cancelled');
        await this.#writeDue();
      });
      return;
    }
    await this.#inTurn(async () => {
      const sharing = this.#standing.get(personId);
      if (sharing === undefined || !isOfSos() || sharing.hidden) return;
      // HAZARD H-182: the person's screen tells whoever forced them that the SOS stands. It says that this ended; they chose the code
      // that means it does not.
      this.#standing.set(personId, { ...sharing, hidden: true });
      const nowMs = this.#deps.clock.nowMs();
      await this.#deps.database.transaction(async (tx) => {
        await updateHidden(tx, sharing.sharingId);
        await audit(tx, [entryOf(sharing, 'sharing.hide', 'duress', nowMs)]);
      });
    });
  }

  /** Every second, and when an incident or an order changed: ends what no longer stands. */
  review(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#writeDue();
      const nowMs = this.#deps.clock.nowMs();
      for (const sharing of [...this.#standing.values()]) {
        const { personId } = sharing;
        const orderInForce = this.#deps.pairsProtecting(personId, nowMs).length > 0;
        const openIds = new Set((await this.#openOf(personId)).map(({ incidentId }) => incidentId));
        const cause = decideSharingEnd(sharing, { nowMs, orderInForce, openIds });
        // Begun anew meanwhile: this one was replaced.
        if (cause !== null && this.#standing.get(personId)?.sharingId === sharing.sharingId) this.#let(personId, cause);
      }
      await this.#writeDue();
    });
  }

  #openOf(personId: PersonId): ReturnType<typeof loadOpenAboutProtected> {
    const pairIds = this.#deps.pairsProtecting(personId, this.#deps.clock.nowMs());
    return loadOpenAboutProtected(this.#deps.database, personId, pairIds);
  }

  #let(personId: PersonId, cause: SharingEnd): void {
    const sharing = this.#standing.get(personId);
    if (sharing === undefined) return;
    const atMs = this.#deps.clock.nowMs();
    this.#standing.delete(personId);
    this.#due.set(sharing.sharingId, { sharing, cause, atMs });
    this.#tell(personId, atMs);
  }

  #tell(personId: PersonId, nowMs: number): void {
    this.#deps.onChanged(this.#deps.pairsProtecting(personId, nowMs));
  }

  async #writeDue(): Promise<void> {
    for (const { sharing, cause, atMs } of [...this.#due.values()]) {
      await this.#deps.database.transaction(async (tx) => {
        if (await updateEnded(tx, sharing.sharingId, cause, atMs)) {
          await audit(tx, [entryOf(sharing, 'sharing.end', cause, atMs)]);
        }
      });
      this.#due.delete(sharing.sharingId);
    }
  }

  /** One at a time; each caller hears of its own failure, the next is not kept from trying. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function entryOf(sharing: Sharing, action: string, why: string, atMs: number) {
  const bySystem = why === 'closed' || why === 'order-ended' || why === 'time';
  const actor = bySystem ? { kind: 'system', id: null } : { kind: 'protected', id: sharing.personId };
  const about = { sharing: sharing.sharingId, personId: sharing.personId, why };
  return { atMs, actor, action, purpose: 'protection', about };
}
