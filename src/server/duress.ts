/**
 * A person was forced to open the app, and wished that the monitoring centre is told: an SOS of theirs, marked as one under duress, with
 * where they are, and nothing of it on the phone. It is written in the transaction of the second PIN, and taken up from there at once, at
 * each beat and by the next start until it is told whole: neither a crash nor trouble of the journal loses it.
 */

import { RefusedError } from '../core/refusal.ts';
import { SECOND_MS } from '../core/time.ts';
import { loadDuressDue, recordSosCode, type Sos, updateDuressDone } from '../incidents/sos/sos.ts';
import { loadPerson } from '../people/service.ts';
import { type SosRoutesDeps, soonRecorded, takeSos } from './sos-routes.ts';

type Due = Pick<Sos, 'sosId' | 'personId'>;

export interface DuressDeps {
  readonly sos: SosRoutesDeps;
  /** One could not be told now. */
  readonly onError: (error: unknown) => void;
}

/** What is due is looked for this often, and tried again. */
export const DURESS_MS = 3 * SECOND_MS;

export class DuressCalls {
  readonly #deps: DuressDeps;
  /** By call: one that waits for the journal keeps no other from being told. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(deps: DuressDeps) {
    this.#deps = deps;
  }

  /** Resolves when all that is due was tried once. Never rejects. */
  async review(): Promise<void> {
    try {
      for (const due of await loadDuressDue(this.#deps.sos.database)) {
        if (this.#underWay.has(due.sosId)) continue;
        const work = this.#tell(due).finally(() => this.#underWay.delete(due.sosId));
        this.#underWay.set(due.sosId, work);
      }
    } catch (error) {
      this.#deps.onError(error);
    }
    await Promise.all(this.#underWay.values());
  }

  async #tell(due: Due): Promise<void> {
    const { sos, onError } = this.#deps;
    try {
      // The call first, by itself: that somebody comes matters more than why.
      await takeSos(sos, due.personId, due.sosId, 0, false);
      await mark(sos, due);
    } catch (error) {
      onError(error);
      // What is refused is not tried again: without an order in force no officer is theirs.
      if (!(error instanceof RefusedError)) return;
    }
    await updateDuressDone(sos.database, due.sosId).catch(onError);
  }
}

/** Done again it is the same: the incidents are told once, and the sharing begins anew. */
async function mark(sos: SosRoutesDeps, { sosId, personId }: Due): Promise<void> {
  const { database, clock, book, sharing } = sos;
  await soonRecorded(sos);
  const nowMs = clock.nowMs();
  const byKind = (await loadPerson(database, personId))?.kind ?? 'system';
  const concerns = book.concernsOfPerson(personId, nowMs);
  const done = await recordSosCode(database, { sosId, personId, byKind, said: 'duress', concerns }, nowMs);
  for (const { incidentId, agencyId } of done?.changed ?? []) sos.onIncident(incidentId, agencyId);
  // Hidden from the first: their newest call is one under duress.
  await sharing.begin(personId, 'sos');
}
