/** What the live stream needs from the rest of Magpie, passed in by the composition root. */
import type { Clock } from '../core/clock.ts';
import type { AgencyId, IncidentId, OrderId, PairId, PersonId, WarningId } from '../core/ids.ts';
import type { Level, PairView } from '../proximity/types.ts';
import type { RefusalCause } from './decide.ts';
import type { IncidentFact } from './facts.ts';
import type { GrantStore } from './grants.ts';
import type { Table, Target, ViewerKind } from './rule.ts';

export interface LiveViewer {
  readonly kind: 'protected' | 'household' | 'officer';
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly sessionId: string;
  readonly sessionUntilMs: number;
  /** False: the session's cookie came without a proof of the phone's key. It is warned as a locked phone is, and shown nothing. */
  readonly isProven: boolean;
  readonly exercise: boolean;
}

/** How an order stands now; `table` is the pack's disclosure table of its jurisdiction, indexed once (`indexRules`). */
export interface OrderStanding {
  readonly orderId: OrderId;
  readonly inForce: boolean;
  readonly untilMs: number;
  readonly exercise: boolean;
  readonly table: Table;
}

export function inForce(standing: OrderStanding, nowMs: number): boolean {
  return standing.inForce && nowMs < standing.untilMs;
}

export interface Warning {
  readonly warningId: WarningId;
  readonly pairId: PairId;
  readonly incidentId: IncidentId | null;
  readonly level: Level;
  readonly atMs: number;
}

/** A refusal that is an alarm: somebody with a right to see was shown nothing because a part of Magpie failed. */
export interface Refusal {
  readonly pairId: PairId;
  readonly orderId: OrderId;
  readonly viewerKind: ViewerKind;
  readonly viewerId: PersonId;
  readonly target: Target | null;
  readonly cause: RefusalCause;
  /** How often, since it was reported before. */
  readonly times: number;
  readonly atMs: number;
}

/** Pairs of orders in force that the viewer may see something of: their own, or all of the officer's agency. */
export interface Watched {
  readonly pairIds: readonly PairId[];
  /** Of some pairs it could not be decided: they are kept back, and it is no calm. */
  readonly isUndecided: boolean;
}

export interface LiveDeps {
  readonly clock: Clock;
  /** Runs `fn` once after `delayMs`; the answer cancels it. */
  readonly setTimer: (delayMs: number, fn: () => void) => () => void;
  /** Runs `fn` in the next turn of the event loop: setImmediate, but for simulations. */
  readonly soon: (fn: () => void) => void;
  /** A fresh UUID. */
  readonly newId: () => string;
  readonly grantStore: GrantStore;
  /** The engine's picture now; null when it has none. May throw: that is a refusal. */
  readonly pairView: (pairId: PairId, nowMs: number) => PairView | null;
  readonly orderOf: (pairId: PairId) => OrderStanding | null;
  readonly pairsOf: (viewer: LiveViewer) => Watched;
  /** Changes when other policies begin to hold: what was decided is decided anew then. */
  readonly policiesOf: (nowMs: number) => number;
  /**
   * Whether this viewer gave the undertaking that the order's pack asks for, as it holds now, and wants to see places. Of the protected side;
   * officers give none.
   */
  readonly hasUndertaken: (personId: PersonId, pairId: PairId, nowMs: number) => boolean;
  /** Whether the protected person shares their position with that agency now, of their own will (`sharing/`). */
  readonly isSharing: (personId: PersonId, agencyId: AgencyId, nowMs: number) => boolean;
  /** The mark that stands over places on this viewer's screen (`mark.ts`). */
  readonly markOf: (viewer: LiveViewer, nowMs: number) => string;
  /** The case's short name, for officers. */
  readonly labelOf: (pairId: PairId) => string;
  /** Warnings to this viewer that nothing has confirmed as displayed yet. */
  readonly loadPendingWarnings: (viewer: LiveViewer) => Promise<readonly Warning[]>;
  /** What officers did with the incidents of the viewer's pairs: those in somebody's hands now. */
  readonly loadIncidentFacts: (viewer: LiveViewer) => Promise<readonly IncidentFact[]>;
  /**
   * Records the receipt; must itself check that the warning was to this viewer. False when no such warning to them is
   * recorded (yet); rejects when it could not be recorded. `atMs`: when the screen said so.
   */
  readonly onDisplayed: (viewer: LiveViewer, warningId: WarningId, atMs: number) => Promise<boolean>;
  /** Puts on record, where its owner sees it, that this viewer's session is watched without its phone's key. Rejects when it could not be. */
  readonly onUnproven: (viewer: LiveViewer, atMs: number) => Promise<void>;
  /** At most once a minute for the same pair, viewer kind and cause. */
  readonly onRefused: (refusal: Refusal) => void;
  readonly logger: { info(about: object, message: string): void; warn(about: object, message: string): void };
  /** Least time between two pictures of a pair on one stream at an unchanged level; 0 is every change. */
  readonly pictureIntervalMs: { readonly protected: number; readonly household: number; readonly officer: number };
}
