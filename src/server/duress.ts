/**
 * A person was forced to open the app, and wished that the monitoring centre is told: an SOS of theirs, marked as one under duress, with
 * where they are, and nothing of it on the phone. Tried again until it is committed, and reported when it never was.
 */
import { randomUUID } from 'node:crypto';
import type { PersonId } from '../core/ids.ts';
import { RefusedError } from '../core/refusal.ts';
import { SECOND_MS } from '../core/time.ts';
import { recordSosCode } from '../incidents/sos/sos.ts';
import { type SosRoutesDeps, takeSos } from './sos-routes.ts';

export interface DuressDeps {
  readonly sos: SosRoutesDeps;
  readonly sleep: (ms: number) => Promise<void>;
  /** Nobody could be told. */
  readonly onError: (error: unknown) => void;
}

const TRIES = 10;
const RETRY_MS = 3 * SECOND_MS;

/** Never rejects. */
export async function tellOfDuress(deps: DuressDeps, personId: PersonId): Promise<void> {
  const sosId = randomUUID();
  // The call first, by itself: that somebody comes matters more than why.
  if (!(await keepTrying(deps, () => takeSos(deps.sos, personId, sosId, 0, false)))) return;
  await keepTrying(deps, () => mark(deps.sos, personId, sosId));
}

async function mark(sos: SosRoutesDeps, personId: PersonId, sosId: string): Promise<void> {
  const { database, clock, book, sharing } = sos;
  await sos.recorded();
  const nowMs = clock.nowMs();
  const concerns = book.concernsOfPerson(personId, nowMs);
  const done = await recordSosCode(database, { sosId, personId, said: 'duress', concerns }, nowMs);
  for (const { incidentId, agencyId } of done?.changed ?? []) sos.onIncident(incidentId, agencyId);
  await sharing.begin(personId, 'sos');
  await sharing.endOfSos(personId, 'hidden');
}

/** Whether it was done. What is refused is not tried again: without an order in force no officer is theirs. */
async function keepTrying({ sleep, onError }: DuressDeps, work: () => Promise<unknown>): Promise<boolean> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      await work();
      return true;
    } catch (error) {
      onError(error);
      if (error instanceof RefusedError) return false;
    }
    await sleep(RETRY_MS);
  }
  return false;
}
