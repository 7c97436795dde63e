/**
 * One pair on one stream: what was shown last, under which grants, and drawing the next picture. The hot path: while a grant
 * holds nothing is awaited. Fails toward refusing: without a committed, unexpired grant nothing derived from a position is
 * sent.
 */
import type { PairView } from '../proximity/types.ts';
import { coarseEtaS, type Held } from './coarse.ts';
import { type Decision, decide, type RefusalCause, refuse } from './decide.ts';
import type { LiveDeps, OrderStanding } from './deps.ts';
import type { ClosingCause, Grant, GrantAsk, GrantBook, Urgency } from './grants.ts';
import { LIMITS } from './limits.ts';
import { renderShown } from './render.ts';
import type { Rule, Target } from './rule.ts';
import { dueMs, findGrant, type Part, type Slot } from './slot.ts';
import { Snaps } from './snap.ts';
import type { Stream } from './stream.ts';

/** A part ready to be sent. */
interface Drawn {
  readonly json: string;
  readonly grant: Grant | null;
  readonly held: Held | null;
  readonly refusal: RefusalCause | null;
}

export interface PictureEvents {
  /** Something was answered: the slot wants to be drawn again soon. */
  redraw(slot: Slot): void;
  refused(slot: Slot, target: Target, cause: RefusalCause): void;
  /** Something on this stream is refused because a part failed, or nothing any more. */
  trouble(stream: Stream): void;
}

export class Pictures {
  readonly #deps: LiveDeps;
  readonly #book: GrantBook;
  readonly #events: PictureEvents;
  readonly #snaps: Snaps;

  constructor(deps: LiveDeps, book: GrantBook, events: PictureEvents) {
    this.#deps = deps;
    this.#book = book;
    this.#events = events;
    this.#snaps = new Snaps(deps.newId());
  }

  /** Sends the pair's picture if it changed and may be sent. `standing` is in force at `nowMs`. */
  push(slot: Slot, standing: OrderStanding, view: PairView, nowMs: number): void {
    const wearer = this.#draw(slot, slot.wearer, standing, view, nowMs);
    const side = this.#draw(slot, slot.protected, standing, view, nowMs);
    slot.dueMs = dueMs(slot, nowMs);
    if (wearer === null || side === null) return;
    const validUntilMs = Math.min(
      nowMs + LIMITS.pictureMsMax,
      standing.untilMs,
      wearer.grant?.row.expiresAtMs ?? Number.POSITIVE_INFINITY,
      side.grant?.row.expiresAtMs ?? Number.POSITIVE_INFINITY,
    );
    const body = `"level":"${view.level}","levelSinceMs":${view.levelSinceMs},"wearer":${wearer.json},"protected":${side.json}`;
    const fresh = slot.validUntilMs > nowMs + LIMITS.renewAheadMs || slot.validUntilMs === validUntilMs;
    if (body !== slot.sentBody || !fresh) this.#send(slot, view, wearer, side, body, validUntilMs, nowMs);
    slot.dueMs = Math.min(slot.dueMs, Math.max(slot.validUntilMs - LIMITS.renewAheadMs, nowMs + LIMITS.askAgainMs));
    this.#tellTrouble(slot, wearer.refusal !== null || side.refusal !== null, nowMs);
  }

  #send(
    slot: Slot,
    view: PairView,
    wearer: Drawn,
    side: Drawn,
    body: string,
    validUntilMs: number,
    nowMs: number,
  ): void {
    const stream = slot.stream;
    // HAZARD H-43: a frame leaves before its ledger entry
    if (wearer.grant !== null) this.#book.record(wearer.grant, view.lastPosition, wearer.json);
    if (side.grant !== null) this.#book.record(side.grant, view.lastPosition, side.json);
    const label = stream.viewer.kind === 'officer' ? JSON.stringify(this.#deps.labelOf(slot.pairId)) : '""';
    stream.memory.pairs.add(slot.pairId);
    stream.send(
      'picture',
      `,"picture":{"pairId":"${slot.pairId}","label":${label},${body},"validUntilMs":${validUntilMs}}`,
      nowMs,
    );
    slot.wearer.held = wearer.held;
    slot.protected.held = side.held;
    slot.withdrawn = false;
    slot.level = view.level;
    slot.sentBody = body;
    slot.sentAtMs = nowMs;
    slot.validUntilMs = validUntilMs;
  }

  /** Closes grants that have expired; also where no picture can be sent now. */
  expire(slot: Slot, nowMs: number): void {
    this.#expirePart(slot.wearer, nowMs);
    this.#expirePart(slot.protected, nowMs);
  }

  /** Closes all grants of a slot that goes. */
  release(slot: Slot, cause: ClosingCause): void {
    for (const part of [slot.wearer, slot.protected]) {
      for (const grant of part.grants.splice(0)) this.#book.close(grant, cause);
    }
    slot.stream.waiting.delete(slot);
    this.#tellTrouble(slot, false, this.#deps.clock.nowMs());
  }

  #expirePart(part: Part, nowMs: number): void {
    for (let i = part.grants.length - 1; i >= 0; i--) {
      const grant = part.grants[i]!;
      if (nowMs < grant.row.expiresAtMs) continue;
      this.#book.close(grant, 'expired');
      part.grants.splice(i, 1);
    }
  }

  /** Null: waits for a grant. */
  #draw(slot: Slot, part: Part, standing: OrderStanding, view: PairView, nowMs: number): Drawn | null {
    const viewer = slot.stream.viewer;
    const decision = decide(standing.table, {
      viewer: { kind: viewer.kind, own: part.target === 'protected' && viewer.personId === view.protectedId },
      target: part.target,
      orderInForce: standing.inForce,
      orderUntilMs: standing.untilMs,
      exercise: standing.exercise,
      shared: this.#deps.isSharing(view.protectedId, viewer.agencyId, nowMs),
      undertaken: viewer.kind !== 'officer' && this.#deps.hasUndertaken(viewer.personId, slot.pairId, nowMs),
      pairView: view,
      nowMs,
      held: part.held,
    });
    // "Nothing" and when a device last reported need no grant: neither is derived from a position.
    if (decision.kind === 'nothing') return this.#drawnNothing(slot, part, decision);
    const shown = decision.kind === 'point' ? `point:${decision.pointM}` : decision.kind;
    const grant = findGrant(part, decision.rule.id, shown, nowMs);
    const ending = grant !== null && grant.row.expiresAtMs - nowMs < LIMITS.renewAheadMs;
    if (grant === null || (ending && grant.row.expiresAtMs < standing.untilMs)) {
      this.#ask(slot, part, askFor(slot, part, standing, view, decision, shown), nowMs);
    }
    if (grant !== null) {
      return {
        json: JSON.stringify(renderShown(decision, view, this.#snaps)),
        grant,
        held: heldOf(decision),
        refusal: null,
      };
    }
    return part.failing ? this.#drawnNothing(slot, part, refuse('no-grant')) : null;
  }

  #drawnNothing(slot: Slot, part: Part, decision: Decision): Drawn {
    const refusal = decision.kind === 'nothing' ? decision.refusal : null;
    if (refusal !== null) this.#events.refused(slot, part.target, refusal);
    return { json: JSON.stringify(renderShown(decision, null, this.#snaps)), grant: null, held: null, refusal };
  }

  #ask(slot: Slot, part: Part, ask: GrantAsk, nowMs: number): void {
    if (part.asking || nowMs < part.askAgainAtMs) return;
    part.asking = true;
    this.#book.ask(ask, (grant) => {
      part.asking = false;
      if (grant !== null && (slot.removed !== null || slot.stream.closed)) {
        this.#book.close(grant, slot.removed ?? 'stream-closed');
        return;
      }
      part.failing = grant === null;
      part.askAgainAtMs = grant === null ? this.#deps.clock.nowMs() + LIMITS.askAgainMs : 0;
      if (grant !== null) this.#take(part, grant);
      this.#events.redraw(slot);
    });
  }

  #take(part: Part, grant: Grant): void {
    for (let i = part.grants.length - 1; i >= 0; i--) {
      const old = part.grants[i]!;
      const same = old.row.rule === grant.row.rule && old.row.shown === grant.row.shown;
      if (!same && part.grants.length < LIMITS.grantsPerPartMax) continue;
      this.#book.close(old, 'replaced');
      part.grants.splice(i, 1);
    }
    part.grants.push(grant);
  }

  // HAZARD H-64: refusing looks like safety
  /** I-9: what is refused because a part failed is said, not only not shown. */
  #tellTrouble(slot: Slot, refused: boolean, nowMs: number): void {
    const { stream } = slot;
    if (stream.setRefused(slot, refused, nowMs) && !stream.closed && stream.ready) this.#events.trouble(stream);
  }
}

function askFor(
  slot: Slot,
  part: Part,
  standing: OrderStanding,
  view: PairView,
  decision: Exclude<Decision, { kind: 'nothing' }>,
  shown: string,
): GrantAsk {
  return {
    viewerKind: slot.stream.viewer.kind,
    viewerId: slot.stream.viewer.personId,
    pairId: slot.pairId,
    orderId: slot.orderId,
    target: part.target,
    subjectId: part.target === 'wearer' ? view.wearerId : view.protectedId,
    rule: decision.rule.id,
    article: decision.rule.article,
    use: { purpose: decision.use.id, article: decision.use.article },
    packVersion: standing.table.versionId,
    shown,
    urgency: urgencyOf(decision.rule, view),
    orderUntilMs: standing.untilMs,
  };
}

/**
 * The numbers that made it urgent, coarse, and no place: the level, the distance to 50 m, the time to contact in whole minutes, and the
 * distance within which the rule holds (Decree 23-17).
 */
function urgencyOf(rule: Rule, view: PairView): Urgency {
  if (!rule.recordsUrgency) return { level: view.level, distanceM: null, etaS: null, insideM: null };
  const distanceM = view.distanceM === null ? null : Math.round(view.distanceM / 50) * 50;
  return { level: view.level, distanceM, etaS: coarseEtaS(view.etaS), insideM: rule.when?.insideM ?? null };
}

function heldOf(decision: Decision): Held | null {
  if (decision.kind === 'band') {
    return { rule: decision.rule.id, fromM: decision.fromM, toM: decision.toM, octant: decision.octant };
  }
  if (decision.kind === 'point') return { rule: decision.rule.id, fromM: 0, toM: 0, octant: decision.octant };
  return null;
}
