/**
 * What leaves as a file takes two people where the pack of the asking office says so (`export` in its two-person list): the first call is kept as
 * asked for and refused with `second-person`; the same call by a colleague of that office confirms it and is answered with the file, and for some minutes again, to them. The fresh
 * proof (`step-up.ts`) is asked of both, before. Which routes: those whose act begins with `export.`. Fails toward no file.
 *
 * The bearer of the admin token is no person, and is asked for no second: they run the machine on which all of it lies.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { assert } from '../../core/assert.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { stopWith } from '../../core/refusal.ts';
import { MINUTE_MS } from '../../core/time.ts';
import type { Packs } from '../../orders/service.ts';
import { loadAgency } from '../../people/service.ts';
import { type Canonical, needsSecond, type Second } from '../../safeguards/service.ts';
import { asTask } from '../scope.ts';
import { viewerOf } from '../sessions/viewer.ts';
import { stepUpOf } from './step-up.ts';

export interface SecondPersonDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly packs: Packs;
}

// HAZARD H-596: an approval is spent, and no file came
/** The approval comes before the file: where that failed, or the line broke, whoever approved it asks for it again. */
const AGAIN_WITHIN_MS = 5 * MINUTE_MS;

/** The act's name of a route from which a file leaves; null: none does. */
export function exportOf(method: string, pattern: string): string | null {
  const act = stepUpOf(method, pattern);
  return act?.startsWith('export.') === true ? act : null;
}

/** Whether the file may leave at all hangs on more than the office: their handlers look first, and then call `requireSecond`. */
const IN_HANDLER: ReadonlySet<string> = new Set(['POST /api/warrants/:id/exports']);

export function askSecondForExports(app: FastifyInstance, deps: SecondPersonDeps): void {
  // After what was sent was checked against its schema: what waits is said in ids and codes that the server knows.
  app.addHook('preHandler', async (request) => {
    const pattern = request.routeOptions.url ?? '';
    if (exportOf(request.method, pattern) === null || IN_HANDLER.has(`${request.method} ${pattern}`)) return;
    await requireSecond(deps, request);
  });
}

// HAZARD H-562: one person takes away what the law says takes two
/** Goes on where one is enough, or where this call confirms another's; else it is asked for, and refused with `second-person`. */
export async function requireSecond(deps: SecondPersonDeps, request: FastifyRequest): Promise<void> {
  const act = exportOf(request.method, request.routeOptions.url ?? '');
  assert(act !== null, 'a second is asked for exports');
  if (request.viewer === null) return;
  const second = await asTask('two-person', () => secondFor(deps, request, act));
  if (second?.kind === 'waiting') {
    stopWith('second-person', 'It was asked for. It takes another person of your office, who asks for the same.');
  }
}

/** Null: one person is enough. What is waited for is kept, whatever is answered. */
async function secondFor(deps: SecondPersonDeps, request: FastifyRequest, act: string): Promise<Second | null> {
  const viewer = viewerOf(request);
  const { agencyId, exercise } = viewer;
  const agency = await loadAgency(deps.database, agencyId);
  const pack = deps.packs.current(agency?.jurisdiction ?? '', deps.clock.nowMs());
  if (agency === null || pack === null) return stopWith('conflict', 'There is no pack for the law of this office.');
  const rule = pack.twoPerson.find((one) => one.act === 'export');
  if (rule === undefined) return null;
  const wanted = {
    ...{ rule, jurisdiction: agency.jurisdiction, exercise, concerned: [agencyId] },
    // Of that office: another one's that asks for the same is another request.
    about: { what: act, agencyId, path: pathOf(request), query: queryOf(request) },
    againWithinMs: AGAIN_WITHIN_MS,
  };
  return deps.database.transaction((tx) => needsSecond(tx, deps, wanted, viewer));
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0]!;
}

/** As the route's schema read it; of a route that takes none, nothing that was sent counts. */
function queryOf(request: FastifyRequest): Record<string, Canonical> {
  if (request.routeOptions.schema?.querystring === undefined) return {};
  // What was left out has no place in it.
  return JSON.parse(JSON.stringify(request.query)) as Record<string, Canonical>;
}
