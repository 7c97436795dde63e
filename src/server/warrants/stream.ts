/**
 * The stream of an open page: whether it may go on showing what it shows, said at once when that changes, and every few seconds all the same.
 * It carries no position. A page that hears nothing hides everything: silence is a refusal.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse, valueOrRefuse } from '../../core/refusal.ts';
import type { StandingJson } from '../../safeguards/warrants/contract.ts';
import { accessOf, loadWarrants, WARRANT_LIMITS } from '../../safeguards/warrants/service.ts';
import { principalOf } from '../access-deps.ts';
import { asTask, currentScope, within } from '../scope.ts';
import type { WarrantRouteDeps } from './deps.ts';
import { caseOfWarrant, type OfWarrant, originalsUntil, type Party, viewing } from './parties.ts';

export class StandingStreams {
  readonly #deps: WarrantRouteDeps;
  readonly #open = new Map<string, number>();
  readonly #ends = new Set<() => void>();

  constructor(deps: WarrantRouteDeps) {
    this.#deps = deps;
  }

  async open(request: FastifyRequest, reply: FastifyReply, warrantId: string, by: Party): Promise<void> {
    const first = await standingOf(this.#deps, warrantId, by);
    if (first === null) return valueOrRefuse(refuse('not-found', 'There is no such request of yours.'));
    const mine = this.#open.get(by.personId) ?? 0;
    if (mine >= WARRANT_LIMITS.streamsPerPerson) return valueOrRefuse(refuse('busy', 'Too many pages are open.'));
    this.#open.set(by.personId, mine + 1);
    reply.hijack();
    const headers = Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, value ?? '']));
    reply.raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#run(request, reply, warrantId, by, first);
  }

  /** At a stop. */
  close(): void {
    for (const end of this.#ends) end();
  }

  #run(request: FastifyRequest, reply: FastifyReply, warrantId: string, by: Party, first: StandingJson): void {
    const { screens, isSignedIn, onError, clock, heartbeatMs } = this.#deps;
    const { raw } = reply;
    let [isLooking, again, isOver] = [false, false, false];
    // Whoever changes the warrant calls from their own.
    const scope = currentScope();
    const send = (standing: StandingJson) => raw.write(`data: ${JSON.stringify(standing)}\n\n`);
    const end = () => {
      if (isOver) return;
      isOver = true;
      clearInterval(timer);
      stopListening();
      this.#ends.delete(end);
      this.#open.set(by.personId, (this.#open.get(by.personId) ?? 1) - 1);
      raw.end();
    };
    const look = async (): Promise<void> => {
      again = true;
      if (isLooking) return;
      isLooking = true;
      try {
        while (again && !isOver) {
          again = false;
          const standing = (await isSignedIn(request))
            ? await within(scope, () => standingOf(this.#deps, warrantId, by))
            : null;
          const out = { serverTimeMs: clock.nowMs(), may: false, why: 'signed-out' as const, events: 0 };
          send(standing ?? out);
          if (standing === null) end();
        }
      } catch (error) {
        // Nothing is said rather than something old: the page hides what it shows.
        onError(error);
        end();
      } finally {
        isLooking = false;
      }
    };
    const timer = setInterval(() => void look(), heartbeatMs);
    const stopListening = screens.open(warrantId, () => void look());
    this.#ends.add(end);
    raw.on('close', end);
    raw.on('error', end);
    send(first);
  }
}

/** Null: it is not theirs, or no longer. */
async function standingOf(deps: WarrantRouteDeps, warrantId: string, by: Party): Promise<StandingJson | null> {
  const warrant = (await loadWarrants(deps.database, { warrantId }, 1))[0];
  if (warrant === undefined) return null;
  const on = await caseOfWarrant(deps.database, warrant);
  const may = (action: OfWarrant) => deps.access.mayAct(deps.database, principalOf(by), action, on);
  if (!(await may('warrant.read')).allowed) return null;
  const nowMs = deps.clock.nowMs();
  const access = accessOf(
    warrant,
    nowMs,
    await asTask('warrant-naming', () => originalsUntil(deps.database, warrant.orderId)),
  );
  const { events } = warrant;
  if (!access.may) return { serverTimeMs: nowMs, may: false, why: access.why, events };
  return { serverTimeMs: nowMs, may: (await may(viewing(warrant))).allowed, why: null, events };
}
