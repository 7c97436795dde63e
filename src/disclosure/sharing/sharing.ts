/**
 * Who shares their own position with the monitoring centre now, of their own will, and until when. Beginning is written before it holds;
 * ending holds before it is written. Fails toward not sharing: what could not be begun is not, and what could not be written as ended has
 * ended all the same and is written when the database is back. Under duress it fails the other way: what the person's screen says has
 * ended goes on, hidden, until an officer, the order or time ends it.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { PairId, PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { loadNewestOutcome, loadOpenAboutProtected } from '../../incidents/service.ts';
import { type Actor, audit } from '../../safeguards/service.ts';
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
  /** Of what kind the person is: protected, or living with one who is. */
  kindOf(personId: PersonId): Promise<Actor['kind']>;
  /** Open streams decide again what they show of these. */
  onChanged(pairIds: readonly PairId[]): void;
}

/** Held in memory, and not written down yet. */
interface Due {
  readonly sharing: Sharing;
  /** 'hide': it goes on. */
  readonly what: SharingEnd | 'hide';
  readonly atMs: number;
}

/** For which agencies' officers it holds: those of its incidents that are open. */
type Standing = Sharing & { readonly agencyIds: ReadonlySet<string> };

export class SharingBook {
  readonly #deps: SharingDeps;
  readonly #standing = new Map<PersonId, Standing>();
  readonly #due: Due[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: SharingDeps) {
    this.#deps = deps;
  }

  /** At the start, before the first stream. */
  async load(): Promise<void> {
    for (const sharing of await loadStanding(this.#deps.database)) {
      this.#standing.set(sharing.personId, { ...sharing, agencyIds: new Set() });
      // HAZARD H-182: what a code did was written, and the server fell before the sharing followed: the screen would tell.
      const outcome = sharing.withSos ? await loadNewestOutcome(this.#deps.database, sharing.personId) : null;
      if (outcome === 'duress') this.#hide(sharing.personId);
      if (outcome === 'cancelled') this.#let(sharing.personId, 'cancelled');
    }
    await this.review();
  }

  /** Whether officers of that agency may see where the person is. */
  isSharing(personId: PersonId, agencyId: string, nowMs: number): boolean {
    const sharing = this.#standing.get(personId);
    // HAZARD H-184: what was shared for an incident of one agency is shown by another, which has none.
    return sharing !== undefined && nowMs < sharing.untilMs && sharing.agencyIds.has(agencyId);
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

  /**
   * For the incidents that are open now: of an SOS, or whichever. Sharing again begins anew. With a call that was taken back meanwhile it
   * does not begin, or, under duress, begins hidden.
   */
  begin(personId: PersonId, why: 'sos' | 'incident'): Promise<Outcome<null, Refusal>> {
    return this.#inTurn(async () => {
      const { clock, database, newId } = this.#deps;
      await this.#writeDue();
      const nowMs = clock.nowMs();
      const pairIds = this.#deps.pairsProtecting(personId, nowMs);
      if (pairIds.length === 0) return refuse('forbidden', 'No order is in force.');
      const outcome = why === 'sos' ? await loadNewestOutcome(database, personId) : null;
      if (outcome === 'cancelled') return refuse('conflict', 'The call was taken back.');
      const open = await this.#openOf(personId);
      const wanted = open.filter(({ isSos, isTakenBack }) => (why === 'sos' ? isSos : !isTakenBack));
      if (wanted.length === 0) return refuse('conflict', 'No incident is open.');
      const before = this.#standing.get(personId) ?? null;
      // HAZARD H-182: whoever holds the phone begins one that is seen, and stops it, and so ends the one that is not.
      const coversHidden = before !== null && (before.hidden || before.coversHidden);
      const ofThem = open.filter(
        (one) => wanted.includes(one) || (coversHidden && before.incidentIds.includes(one.incidentId)),
      );
      const sharing: Sharing = {
        ...{
          sharingId: newId(),
          personId,
          incidentIds: ofThem.map(({ incidentId }) => incidentId),
          withSos: why === 'sos',
        },
        ...{ beganAtMs: nowMs, untilMs: nowMs + SHARING_MS_MAX, hidden: outcome === 'duress', coversHidden },
      };
      const actor = await this.#actorOf(sharing);
      await database.transaction(async (tx) => {
        if (before !== null) await updateEnded(tx, before.sharingId, 'replaced', nowMs);
        await insertSharing(tx, sharing);
        await audit(tx, [entryOf(sharing, actor, 'sharing.begin', why, nowMs)]);
      });
      this.#standing.set(personId, { ...sharing, agencyIds: new Set(ofThem.map(({ agencyId }) => agencyId)) });
      this.#tell(personId, nowMs);
      return ok(null);
    });
  }

  /** By the person. Holds at once, on open streams too; rejects when it could not be written yet. */
  async stop(personId: PersonId): Promise<void> {
    const stopNow = () =>
      this.#standing.get(personId)?.coversHidden ? this.#hide(personId) : this.#let(personId, 'stopped');
    stopNow();
    // One that is being begun is ended when it is.
    await this.#inTurn(async () => {
      if (this.#standing.get(personId)?.hidden === false) stopNow();
      await this.#writeDue();
    });
  }

  /** One that came with an SOS ends with it; any other goes on, and its own switch ends it. */
  async endOfSos(personId: PersonId, how: 'cancelled' | 'hidden'): Promise<void> {
    await this.#inTurn(async () => {
      // HAZARD H-182: the person's screen tells whoever forced them that the SOS stands. It says that this ended; they chose the code
      // that means it does not.
      if (this.#standing.get(personId)?.withSos === true) {
        if (how === 'hidden') this.#hide(personId);
        else this.#let(personId, 'cancelled');
      }
      await this.#writeDue();
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
        const open = await this.#openOf(personId);
        const cause = decideSharingEnd(sharing, {
          ...{ nowMs, orderInForce, openIds: new Set(open.map(({ incidentId }) => incidentId)) },
        });
        const now = this.#standing.get(personId);
        // Begun anew meanwhile: this one was replaced.
        if (now?.sharingId !== sharing.sharingId) continue;
        if (cause !== null) this.#let(personId, cause);
        else this.#keepAgencies(now, open);
      }
      await this.#writeDue();
    });
  }

  #keepAgencies(sharing: Standing, open: readonly { readonly incidentId: string; readonly agencyId: string }[]): void {
    const agencyIds = new Set(
      open.flatMap(({ incidentId, agencyId }) => (sharing.incidentIds.includes(incidentId) ? [agencyId] : [])),
    );
    if (agencyIds.size === sharing.agencyIds.size && [...agencyIds].every((id) => sharing.agencyIds.has(id))) return;
    this.#standing.set(sharing.personId, { ...sharing, agencyIds });
    this.#tell(sharing.personId, this.#deps.clock.nowMs());
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
    this.#due.push({ sharing, what: cause, atMs });
    this.#tell(personId, atMs);
  }

  #hide(personId: PersonId): void {
    const sharing = this.#standing.get(personId);
    if (sharing === undefined || sharing.hidden) return;
    this.#standing.set(personId, { ...sharing, hidden: true });
    this.#due.push({ sharing, what: 'hide', atMs: this.#deps.clock.nowMs() });
  }

  #tell(personId: PersonId, nowMs: number): void {
    this.#deps.onChanged(this.#deps.pairsProtecting(personId, nowMs));
  }

  /** In order; what fails stays, and is tried again with the next look. */
  async #writeDue(): Promise<void> {
    for (let due = this.#due[0]; due !== undefined; due = this.#due[0]) {
      const { sharing, what, atMs } = due;
      const actor = await this.#actorOf(sharing);
      await this.#deps.database.transaction(async (tx) => {
        if (what === 'hide') {
          if (!(await updateHidden(tx, sharing.sharingId))) return;
          await audit(tx, [entryOf(sharing, actor, 'sharing.hide', 'duress', atMs)]);
        } else if (await updateEnded(tx, sharing.sharingId, what, atMs)) {
          await audit(tx, [entryOf(sharing, actor, 'sharing.end', what, atMs)]);
        }
      });
      this.#due.shift();
    }
  }

  /** The person themself. */
  async #actorOf({ personId }: Sharing): Promise<Actor> {
    return { kind: await this.#deps.kindOf(personId), id: personId };
  }

  /** One at a time; each caller hears of its own failure, the next is not kept from trying. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function entryOf(sharing: Sharing, by: Actor, action: string, why: string, atMs: number) {
  const bySystem = why === 'closed' || why === 'order-ended' || why === 'time';
  const actor: Actor = bySystem ? { kind: 'system', id: null } : by;
  const about = { sharing: sharing.sharingId, personId: sharing.personId, why };
  return { atMs, actor, action, purpose: 'protection', about };
}
