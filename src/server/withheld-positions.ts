/**
 * What follows for levels and alarms when a protected person chose not to share where they are: the pair's nearness cannot be judged, which
 * is `unknown` with a reason of its own - told once, apart from the alarms, and never hidden. Their places that an order names are
 * watched as before: a zone needs no position of theirs.
 * Fails toward the alarm: only what rests on their own silence, at `unknown`, ever recedes.
 */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { IncidentId, PairId, PersonId } from '../core/ids.ts';
import { decideSuppression } from '../incidents/decide-alarm.ts';
import { isAlerting } from '../incidents/incident.ts';
import { type Concerns, loadUnknownApproaches, recordSuppressions, type Suppression } from '../incidents/service.ts';
import type { ConsentBook } from '../people/consent-book.ts';
import type { Finding, PairSpec, PairView, UnknownReason } from '../proximity/types.ts';
import type { Warning } from './shard.ts';

export interface WithheldDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly consents: ConsentBook;
  readonly shard: {
    readonly pairs: ReadonlyMap<PairId, PairSpec>;
    view(pairId: PairId, nowMs: number): PairView | null;
  };
  /** After the commit: open queues hear of it. */
  onIncident(incidentId: IncidentId, agencyId: string): void;
  /** After the commit: open pages of those who are warned. */
  onWarning(warning: Warning): void;
}

export class WithheldPositions {
  readonly #deps: WithheldDeps;

  constructor(deps: WithheldDeps) {
    this.#deps = deps;
  }

  /** As screens are to see it: an `unknown` that rests on a choice says so. */
  seen(view: PairView | null, nowMs: number): PairView | null {
    if (view === null || !restsOnThem(view.level, view.reason)) return view;
    const chosen = this.#chosen(view.protectedId, nowMs);
    if (chosen === null) return view;
    return { ...view, reason: 'protected-not-sharing', reasonSinceMs: chosen.sinceMs };
  }

  /** Whom the finding concerns: who chose it is not warned of it, and the alarm recedes from its first moment. */
  concernsOf(finding: Finding, concerned: readonly Concerns[]): readonly Concerns[] {
    if (finding.subject.kind !== 'pair') return concerned;
    const pair = this.#deps.shard.pairs.get(finding.subject.pairId);
    if (pair === undefined || !restsOnThem(finding.level, finding.reason)) return concerned;
    // They were near a moment ago: whatever was chosen since, that the two are lost from sight now is told to everyone.
    if (finding.previousLevel === 'warning' || finding.previousLevel === 'danger') return concerned;
    const chosen = this.#chosen(pair.protectedId, this.#deps.clock.nowMs());
    if (chosen === null) return concerned;
    const { cover } = chosen;
    return concerned.map((one) => ({ ...one, cover, recipients: [] }));
  }

  /** Lets go what no choice explains any more, and takes in what one does now. Rejects when the database is away. */
  async look(): Promise<void> {
    const { database, clock, onIncident, shard } = this.#deps;
    const nowMs = clock.nowMs();
    const wanted = (await loadUnknownApproaches(database)).flatMap((incident) => {
      const pairId = incident.subject.slice('pair:'.length) as PairId;
      const cover = this.#coverOf(pairId, nowMs);
      const pair = shard.pairs.get(pairId);
      // Nobody is told of a pair whose order ended.
      const warned = { pairId, recipients: pair === undefined ? [] : [pair.protectedId] };
      return decideSuppression(incident, cover) === null ? [] : [{ incident, cover, warned }];
    });
    if (wanted.length === 0) return;
    for (const { incidentId, agencyId, warnings = [] } of await recordSuppressions(database, wanted, nowMs)) {
      onIncident(incidentId, agencyId);
      for (const { recipientId, ...warning } of warnings) {
        this.#deps.onWarning({ ...warning, incidentId, recipients: [recipientId] });
      }
    }
  }

  #coverOf(pairId: PairId, nowMs: number): Suppression | null {
    const view = this.#deps.shard.view(pairId, nowMs);
    // Unknown for the wearer's sake is everyone's business; calm again, it stays aside for as long as they choose so.
    if (view === null || (isAlerting(view.level) && !restsOnThem(view.level, view.reason))) return null;
    return this.#chosen(view.protectedId, nowMs)?.cover ?? null;
  }

  /** Null: they share, or were never asked - then somebody has to reach them, and the alarm is one. */
  #chosen(personId: PersonId, nowMs: number): { readonly sinceMs: number; readonly cover: Suppression } | null {
    const sharing = this.#deps.consents.sharing(personId, nowMs);
    if (sharing.kind !== 'paused' && sharing.kind !== 'withdrawn') return null;
    const untilMs = sharing.kind === 'paused' ? sharing.untilMs : null;
    return { sinceMs: sharing.sinceMs, cover: { reason: 'not-sharing', untilMs } };
  }
}

/** Unknown, and because of the protected side alone: the engine names the wearer's side first where both are blind. */
function restsOnThem(level: string | null, reason: UnknownReason | null): boolean {
  return level === 'unknown' && reason !== null && reason.startsWith('protected-');
}
