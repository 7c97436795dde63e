/**
 * A simulated tracker, without its socket: when it wakes, what it says then, and what it does when it is told something. The same
 * seed and the same commands give the same reports. Positions come from the reporter that phones have too; what is its own is the
 * strap, the battery, what is done to it, and that it knows satellites alone.
 */
import { HOUR_MS, SECOND_MS } from '../../core/time.ts';
import type { DeviceSideReport, Heard } from '../../ingest/protocols/device-side.ts';
import type { DeviceEventKind } from '../../proximity/types.ts';
import type { Beat, Reporter } from '../people/reporter.ts';
import type { Happening, PlannedHappening } from './happening.ts';

export type TrackerFrame =
  | { readonly kind: 'report'; readonly report: DeviceSideReport }
  | { readonly kind: 'heartbeat'; readonly batteryPct: number; readonly charging: boolean; readonly atMs: number };

/** What a device understands of what it is sent. */
export type DeviceCommand = Extract<Heard, { kind: 'command' }>['command'];

export interface TrackerChoice {
  readonly reporter: Reporter;
  /** Of this device, in order of time. */
  readonly happenings: readonly PlannedHappening[];
  readonly batteryPct: number;
  /** Elapsed ms that pass in one real ms. */
  readonly speed: number;
  /** Epoch ms of an elapsed time. */
  realMs(elapsedMs: number): number;
}

/** A bracelet holds two to three days at a report a minute: so much for each report, and for being on. */
const PCT_PER_REPORT = 0.012;
const PCT_PER_H = 0.8;
const CHARGE_PCT_PER_H = 45;
const LOW_PCT = 15;

export class Tracker {
  readonly #choice: TrackerChoice;
  readonly #happenings: PlannedHappening[];
  #strap: 'closed' | 'open' = 'closed';
  #batteryPct: number;
  #isCharging = false;
  #isLowTold = false;
  #isJammed = false;
  #isShielded = false;
  #isLinkDown = false;
  #isOnline = true;
  /** As it last woke: what it says with its last breath still leaves. */
  #wasOn = true;
  #clockErrorMs = 0;
  #lastMs = 0;
  /** The newest position, as it was told. */
  #last: DeviceSideReport | null = null;
  /** How often it was made to vibrate, and messages that it showed. */
  vibrations = 0;
  readonly messages: string[] = [];

  constructor(choice: TrackerChoice) {
    this.#choice = choice;
    this.#happenings = [...choice.happenings];
    this.#batteryPct = choice.batteryPct;
  }

  /** When it does something next, in elapsed time. */
  get nextMs(): number {
    return Math.min(this.#choice.reporter.nextMs, this.#happenings[0]?.atMs ?? Infinity);
  }

  /** Whether what it says can leave now; it keeps what cannot. */
  get isLinked(): boolean {
    return this.#isOnline && !this.#isLinkDown && !this.#isShielded && this.#wasOn;
  }

  get isOn(): boolean {
    return this.#batteryPct > 0;
  }

  /** What it has to say at `nextMs`, in order. */
  wake(): TrackerFrame[] {
    const atMs = this.nextMs;
    const frames: TrackerFrame[] = [];
    this.#wasOn = this.isOn;
    while ((this.#happenings[0]?.atMs ?? Infinity) <= atMs) {
      frames.push(...this.#happen(this.#happenings.shift()!.happening, atMs));
    }
    if (this.#choice.reporter.nextMs <= atMs) {
      const beat = this.#choice.reporter.next();
      this.#isOnline = beat.online;
      const event = this.#drain(atMs);
      if (this.#wasOn) frames.push(this.#frame(beat, event));
    }
    return frames;
  }

  /** What it says to being told that, besides its answer. */
  obey(command: DeviceCommand, atMs: number): TrackerFrame[] {
    const { reporter, speed } = this.#choice;
    switch (command.kind) {
      case 'set-interval':
        reporter.every(command.intervalS * SECOND_MS * speed, atMs);
        return [];
      case 'report-now':
        return [this.#frame(reporter.at(atMs), null)];
      case 'vibrate':
        this.vibrations += 1;
        return [];
      case 'message':
        this.messages.push(command.text);
        return [];
    }
  }

  #happen(happening: Happening, atMs: number): TrackerFrame[] {
    switch (happening.what) {
      case 'strap-cut':
        this.#strap = 'open';
        return this.#tell('strap-open', atMs);
      case 'strap-closed':
        this.#strap = 'closed';
        return this.#tell('strap-closed', atMs);
      case 'jamming':
        this.#isJammed = true;
        return this.#tell('jamming', atMs);
      case 'shielding':
        this.#isShielded = true;
        return this.#tell('shielding', atMs);
      case 'battery':
        this.#batteryPct = happening.pct;
        this.#isLowTold = happening.pct < LOW_PCT && this.#isLowTold;
        return [];
      case 'clock':
        this.#clockErrorMs = happening.errorMs;
        return [];
      default:
        this.#switch(happening.what);
        return [];
    }
  }

  #switch(what: 'jamming-ends' | 'shielding-ends' | 'link-down' | 'link-up' | 'charger-on' | 'charger-off'): void {
    if (what === 'jamming-ends') this.#isJammed = false;
    else if (what === 'shielding-ends') this.#isShielded = false;
    else if (what === 'link-down' || what === 'link-up') this.#isLinkDown = what === 'link-down';
    else this.#isCharging = what === 'charger-on';
  }

  /** At once, with the newest position that it has. */
  #tell(event: DeviceEventKind, atMs: number): TrackerFrame[] {
    return this.isOn ? [this.#frame(this.#choice.reporter.at(atMs), event)] : [];
  }

  /** What a position costs. Low and empty are told once each. */
  #drain(atMs: number): DeviceEventKind | null {
    const passedH = (atMs - this.#lastMs) / HOUR_MS;
    this.#lastMs = atMs;
    const before = this.#batteryPct;
    const change = this.#isCharging ? passedH * CHARGE_PCT_PER_H : -(passedH * PCT_PER_H + PCT_PER_REPORT);
    if (before > 0 || this.#isCharging) this.#batteryPct = Math.min(100, Math.max(0, before + change));
    if (before > 0 && this.#batteryPct === 0) return 'power-off';
    if (this.#batteryPct >= LOW_PCT) this.#isLowTold = false;
    else if (!this.#isLowTold) {
      this.#isLowTold = true;
      return 'low-battery';
    }
    return null;
  }

  /** Without satellites it lives and has no position: an event then goes with the last one, and with the time of that. */
  #frame({ measured, atMs }: Beat, event: DeviceEventKind | null): TrackerFrame {
    const [batteryPct, charging] = [Math.round(this.#batteryPct), this.#isCharging];
    const isBlind = this.#isJammed || this.#isShielded || measured === null || measured.source === 'cell';
    if (!isBlind) {
      const { fixedElapsedMs, speedMps, source: _unsaid, accuracyM: _unknown, ...place } = measured;
      const { realMs, speed } = this.#choice;
      this.#last = {
        ...place,
        ...{ batteryPct, charging, strap: this.#strap },
        speedMps: speedMps === null ? null : speedMps * speed,
        fixedAtMs: Math.round(realMs(fixedElapsedMs)) + this.#clockErrorMs,
      };
      return { kind: 'report', report: { ...this.#last, event } };
    }
    if (event !== null && this.#last !== null)
      return { kind: 'report', report: { ...this.#last, strap: this.#strap, event } };
    return {
      kind: 'heartbeat',
      batteryPct,
      charging,
      atMs: Math.round(this.#choice.realMs(atMs)) + this.#clockErrorMs,
    };
  }
}
