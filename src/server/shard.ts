/**
 * A shard: one engine, fed in the journal's order, and what follows from it. All its state is in this object.
 * Fails toward warning: warnings go to open streams before anything is recorded; findings that cannot be recorded yet wait in
 * order; a failure of the engine is shown to all who rely on it.
 */
import { assert } from '../core/assert.ts';
import type { IncidentId, PairId, PersonId, WarningId, ZoneId } from '../core/ids.ts';
import { warns } from '../incidents/decide.ts';
import { type Concerns, warningIdOf } from '../incidents/service.ts';
import type { JournaledInput } from '../ingest/inputs.ts';
import { createEngine, type Engine, pairsOf, pairView, step, zoneView } from '../proximity/engine.ts';
import { wantedIntervalS } from '../proximity/reporting.ts';
import { snapshotOf } from '../proximity/snapshot.ts';
import type { Finding, Level, PairSpec, PairView, ZoneSpec, ZoneView } from '../proximity/types.ts';

export interface Warning {
  readonly warningId: WarningId;
  readonly pairId: PairId;
  readonly incidentId: IncidentId | null;
  readonly level: Level;
  readonly atMs: number;
  readonly recipients: readonly PersonId[];
}

export interface ShardDeps {
  concernsOf(finding: Finding): readonly Concerns[];
  /** One transaction; rejects when it did not commit. */
  record(findings: readonly Finding[], upTo: number): Promise<{ incidentId: IncidentId; agencyId: string }[]>;
  onInputs(changed: ReadonlySet<PairId>, lastPosition: number): void;
  /** Time alone may have changed what is known of any pair. */
  onTick(): void;
  onFinding(finding: Finding): void;
  onWarning(warning: Warning): void;
  onIncident(incidentId: IncidentId, agencyId: string): void;
  onTrouble(part: 'engine' | 'database', failed: boolean, error: unknown): void;
  sleep(ms: number): Promise<void>;
}

/** Findings in the order of their inputs, and the position up to which there are no others. */
interface Batch {
  readonly findings: readonly Finding[];
  readonly upTo: number;
}

const RETRY_MS = 250;

export class Shard {
  #engine: Engine = createEngine();
  readonly pairs = new Map<PairId, PairSpec>();
  readonly zones = new Map<ZoneId, ZoneSpec>();
  readonly #deps: ShardDeps;
  /** Waiting to be recorded, and being recorded. */
  #unrecorded: Batch | null = null;
  #inHand: Batch | null = null;
  #recording: Promise<void> | null = null;
  #recordedUpTo = 0;
  #fedUpTo = 0;
  #unboundAt = 0;
  #live = false;
  #stopping = false;

  constructor(deps: ShardDeps) {
    this.#deps = deps;
  }

  /** Findings up to this position were recorded before this process started: found again, they are not recorded again. */
  skipRecordingUpTo(position: number): void {
    this.#recordedUpTo = position;
  }

  /**
   * Begins from a snapshot instead of from nothing: an engine that has seen every input up to the position, and the last word on
   * each pair and zone by then.
   */
  restore(engine: Engine, position: number, bindings: readonly JournaledInput[]): void {
    assert(this.#fedUpTo === 0, 'a snapshot comes before any input');
    this.#engine = engine;
    for (const entry of bindings) this.#touch(entry, new Set());
    this.#fedUpTo = position;
  }

  /** Of the last input that the engine has seen; 0 before the first. */
  get position(): number {
    return this.#fedUpTo;
  }

  /** The engine's state, whole, after every input up to the position: all are committed, since nothing else is fed. */
  capture(): { position: number; bytes: Uint8Array } {
    return { position: this.#fedUpTo, bytes: snapshotOf(this.#engine) };
  }

  /** Where a pair or zone was last unbound; a snapshot from before holds somebody whom no order binds any more. */
  get unboundAt(): number {
    return this.#unboundAt;
  }

  /**
   * From here on inputs are news: streams hear of them, and findings are recorded. Before, the journal is only being read
   * back, and another process may still be its writer.
   */
  goLive(): void {
    this.#live = true;
    if (this.#unrecorded !== null) this.#recording ??= this.#recordAll();
  }

  view(pairId: PairId, nowMs: number): PairView | null {
    return this.pairs.has(pairId) ? pairView(this.#engine, pairId, nowMs) : null;
  }

  /** Whether the engine hears what this person's device says. */
  evaluates(personId: PersonId): boolean {
    return pairsOf(this.#engine, personId).length > 0;
  }

  /** Seconds between reports that the engine asks of the person's device now; null: as ordered. */
  wantedIntervalS(personId: PersonId): number | null {
    return wantedIntervalS(this.#engine, personId);
  }

  /** The level that the engine holds of 'pair:<id>' or 'zone:<id>'; null when it is not bound. */
  levelOf(subject: string, nowMs: number): Level | null {
    return this.#viewOf(subject, nowMs)?.level ?? null;
  }

  /** As `levelOf`; what is clear because nobody has reported yet is unknown. */
  levelSeen(subject: string, nowMs: number): Level | null {
    const view = this.#viewOf(subject, nowMs);
    return view?.level === 'clear' && view.distanceM === null ? 'unknown' : (view?.level ?? null);
  }

  #viewOf(subject: string, nowMs: number): PairView | ZoneView | null {
    const [kind, id] = subject.split(':');
    if (kind === 'pair') return this.view(id as PairId, nowMs);
    return this.zones.has(id as ZoneId) ? zoneView(this.#engine, id as ZoneId, nowMs) : null;
  }

  /** Gives committed inputs to the engine, in order. Never throws: the journal must go on. */
  feed(inputs: readonly JournaledInput[]): void {
    const last = inputs.at(-1);
    if (last === undefined) return;
    const changed = new Set<PairId>();
    const findings: Finding[] = [];
    for (const entry of inputs) {
      this.#touch(entry, changed);
      findings.push(...this.#step(entry));
    }
    for (const { subject } of findings) if (subject.kind === 'pair') changed.add(subject.pairId);
    if (this.#live) {
      for (const finding of findings) {
        this.#deps.onFinding(finding);
        this.#warn(finding);
      }
      this.#deps.onInputs(changed, last.position);
      if (inputs.some(({ input }) => input.kind === 'tick')) this.#deps.onTick();
    }
    this.#fedUpTo = last.position;
    const news = findings.filter((finding) => finding.inputPosition > this.#recordedUpTo);
    if (news.length > 0) this.#queue(news, last.position);
  }

  /**
   * Whether every finding up to the position is recorded, and noted as recorded. False while some wait: recording goes on, but
   * this does not wait for a database that is away. Rejects when it could not be noted.
   */
  async isRecordedUpTo(position: number): Promise<boolean> {
    for (const batch of [this.#inHand, this.#unrecorded]) {
      // In order: the first is the oldest.
      const oldest = batch?.findings[0];
      if (oldest !== undefined && oldest.inputPosition <= position) return false;
    }
    await this.#deps.record([], position);
    return true;
  }

  /** Notes that all findings up to the last input are recorded, once they are. Rejects when it could not. */
  async noteProgress(): Promise<void> {
    const upTo = this.#fedUpTo;
    if (this.#recording === null) await this.#deps.record([], upTo);
  }

  /** Resolves when what was found so far is recorded. */
  async recorded(): Promise<void> {
    while (this.#recording !== null) await this.#recording;
  }

  /** Stops retrying; what is unrecorded is found again from the journal at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#recording;
  }

  #step(entry: JournaledInput): readonly Finding[] {
    try {
      return step(this.#engine, entry.input, entry.atMs);
    } catch (error) {
      this.#deps.onTrouble('engine', true, error);
      return [];
    }
  }

  /** Keeps what is bound, and which pairs this input may have changed. */
  #touch({ input }: JournaledInput, changed: Set<PairId>): void {
    switch (input.kind) {
      case 'bind-pair':
        this.#noteWearer(this.pairs.get(input.pair.pairId), input.pair, input.position);
        this.pairs.set(input.pair.pairId, input.pair);
        changed.add(input.pair.pairId);
        return;
      case 'unbind-pair':
        this.pairs.delete(input.pairId);
        this.#unboundAt = input.position;
        return;
      case 'bind-zone':
        this.#noteWearer(this.zones.get(input.zone.zoneId), input.zone, input.position);
        this.zones.set(input.zone.zoneId, input.zone);
        return;
      case 'unbind-zone':
        this.zones.delete(input.zoneId);
        this.#unboundAt = input.position;
        return;
      case 'fix':
        for (const pairId of pairsOf(this.#engine, input.fix.personId)) changed.add(pairId);
        return;
      case 'event':
        for (const pairId of pairsOf(this.#engine, input.personId)) changed.add(pairId);
        return;
      case 'tick':
        return;
    }
  }

  /** Bound to another record of the wearer: the one before is bound no more by it. */
  #noteWearer(held: PairSpec | ZoneSpec | undefined, bound: PairSpec | ZoneSpec, position: number): void {
    if (held !== undefined && held.wearerId !== bound.wearerId) this.#unboundAt = position;
  }

  #warn(finding: Finding): void {
    if (!warns(finding) || finding.subject.kind !== 'pair' || finding.level === null) return;
    for (const recipientId of this.#deps.concernsOf(finding).flatMap((concerns) => concerns.recipients)) {
      this.#deps.onWarning({
        warningId: warningIdOf(finding, recipientId),
        pairId: finding.subject.pairId,
        incidentId: null,
        level: finding.level,
        atMs: finding.atMs,
        recipients: [recipientId],
      });
    }
  }

  #queue(findings: Finding[], upTo: number): void {
    if (this.#unrecorded === null) this.#unrecorded = { findings, upTo };
    else this.#unrecorded = { findings: this.#unrecorded.findings.concat(findings), upTo };
    if (this.#live) this.#recording ??= this.#recordAll();
  }

  async #recordAll(): Promise<void> {
    while (this.#unrecorded !== null && !this.#stopping) {
      this.#inHand = this.#unrecorded;
      this.#unrecorded = null;
      if (await this.#recordUntilDone(this.#inHand)) this.#inHand = null;
    }
    this.#recording = null;
  }

  /** False when it was stopped before. */
  async #recordUntilDone({ findings, upTo }: Batch): Promise<boolean> {
    while (!this.#stopping) {
      try {
        const incidents = await this.#deps.record(findings, upTo);
        for (const { incidentId, agencyId } of incidents) this.#deps.onIncident(incidentId, agencyId);
        this.#deps.onTrouble('database', false, null);
        return true;
      } catch (error) {
        this.#deps.onTrouble('database', true, error);
        await this.#deps.sleep(RETRY_MS);
      }
    }
    return false;
  }
}
