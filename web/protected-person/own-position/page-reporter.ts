/**
 * Reports where the phone is while the page is open: watches, keeps to its pace, sends in order, keeps what waits for a network in memory and
 * nowhere else, and stops at once when nothing is shared. Browser, time and network are passed in. Fails toward saying so.
 */
import type { Clock } from '../../../src/core/clock.ts';
import { toIso } from '../../../src/core/time.ts';
import { PAGE_POSITIONS_MAX, type PageReport } from '../../../src/ingest/contract.ts';
import { OWN_LIMITS } from './limits.ts';
import { type Battery, isStill, type Place, reportEveryMs, rest, type Wanted } from './pace.ts';

export type PlaceState =
  | { readonly kind: 'off' }
  /** Watching, and nothing known yet. */
  | { readonly kind: 'asking' }
  /** `sentAtMs`: page time at which the server last had one; null: never since `sinceMs`, when it began. */
  | {
      readonly kind: 'reporting';
      readonly sentAtMs: number | null;
      readonly sinceMs: number;
      readonly queued: number;
    }
  | { readonly kind: 'denied' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'unsupported' };

export type Posted =
  | { readonly kind: 'taken'; readonly keeps: boolean; readonly intervalS: number | null }
  /** It cannot be taken, now or later. */
  | { readonly kind: 'refused' }
  /** No answer, or not now. */
  | { readonly kind: 'away' };

type Position = PageReport['positions'][number];

export interface ReporterDeps {
  /** Null: this browser has none. */
  readonly geolocation: Pick<Geolocation, 'watchPosition' | 'clearWatch' | 'getCurrentPosition'> | null;
  /** Never goes back. */
  readonly clock: Clock;
  /** The phone's own, by which it stamps its positions. */
  readonly wall: Clock;
  /** Server time less page time, milliseconds; null before it is known. */
  offsetMs(): number | null;
  battery(): Battery | null;
  post(report: PageReport): Promise<Posted>;
  setTimer(work: () => void, everyMs: number): number;
  clearTimer(timer: number): void;
  onState(state: PlaceState): void;
  /** The server keeps nothing any more: why must be asked. */
  onStopped(): void;
}

/** A position by the page's clock; the server's time of it is reckoned once, so that sent again it is the same. */
interface Waiting {
  readonly place: Place;
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
  sent: Position | null;
}

export class PageReporter {
  readonly #deps: ReporterDeps;
  #wanted: Wanted | null = null;
  #watch: number | null = null;
  #timer: number | null = null;
  #latest: Waiting | null = null;
  #rest: Place | null = null;
  #queue: Waiting[] = [];
  #queuedAtMs: number | null = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #fixAtMs = Number.NEGATIVE_INFINITY;
  #triedAtMs = Number.NEGATIVE_INFINITY;
  #sentAtMs: number | null = null;
  #sinceMs = 0;
  #sending = false;
  #run = 0;
  #failure: 'denied' | 'unavailable' | null = null;

  constructor(deps: ReporterDeps) {
    this.#deps = deps;
  }

  get isOn(): boolean {
    return this.#watch !== null;
  }

  /** Begins, or takes up another pace. */
  start(wanted: Wanted): void {
    this.#wanted = wanted;
    const { geolocation } = this.#deps;
    if (geolocation === null) {
      this.#deps.onState({ kind: 'unsupported' });
      return;
    }
    if (this.#watch !== null) return;
    this.#run += 1;
    this.#failure = null;
    this.#sinceMs = this.#deps.clock.nowMs();
    this.#fixAtMs = Number.NEGATIVE_INFINITY;
    this.#watch = geolocation.watchPosition(this.#onFix, this.#onError, {
      ...{ enableHighAccuracy: true, maximumAge: 0, timeout: OWN_LIMITS.fixTimeoutMs },
    });
    this.#timer = this.#deps.setTimer(() => this.#tick(), OWN_LIMITS.tickMs);
    this.#tell();
  }

  /** At once, and nothing of what waited is sent later. */
  stop(): void {
    if (this.#watch !== null) this.#deps.geolocation?.clearWatch(this.#watch);
    if (this.#timer !== null) this.#deps.clearTimer(this.#timer);
    this.#watch = null;
    this.#timer = null;
    this.#queue = [];
    this.#latest = null;
    this.#rest = null;
    this.#queuedAtMs = null;
    this.#sentAtMs = null;
    this.#run += 1;
    this.#deps.onState({ kind: 'off' });
  }

  readonly #onFix = ({ coords, timestamp }: GeolocationPosition): void => {
    if (this.#watch === null) return;
    const { latitude: latDeg, longitude: lonDeg, accuracy: accuracyM, speed, heading } = coords;
    // HAZARD H-196: the phone's clock may be set while the page is open: only how old the position is now is taken from it.
    const ageMs = Math.max(0, this.#deps.wall.nowMs() - timestamp);
    const place = { latDeg, lonDeg, accuracyM, atMs: this.#deps.clock.nowMs() - ageMs };
    this.#latest = { place, speedMps: amount(speed), courseDeg: amount(heading), sent: null };
    this.#rest = rest(this.#rest, place);
    this.#failure = null;
    this.#fixAtMs = this.#deps.clock.nowMs();
    this.#tick();
    this.#tell();
  };

  readonly #onError = ({ code }: GeolocationPositionError): void => {
    if (this.#watch === null) return;
    // 1: permission denied; 2, 3: not found out, or not in time, which one try among many may be.
    const isLost = this.#deps.clock.nowMs() - this.#fixAtMs > OWN_LIMITS.fixTimeoutMs;
    if (code === 1) this.#failure = 'denied';
    else if (isLost) this.#failure = 'unavailable';
    this.#tell();
  };

  #tick(): void {
    if (this.#wanted === null || this.#watch === null) return;
    const nowMs = this.#deps.clock.nowMs();
    const everyMs = reportEveryMs(this.#wanted, this.#deps.battery(), isStill(this.#rest, nowMs));
    const isDue = this.#queuedAtMs === null || nowMs - this.#queuedAtMs >= everyMs;
    if (isDue && this.#latest !== null && nowMs - this.#latest.place.atMs < everyMs) this.#enqueue(this.#latest, nowMs);
    else if (isDue) this.#askAnew(nowMs, everyMs);
    if (this.#queue.length > 0 && nowMs - this.#triedAtMs >= OWN_LIMITS.retryMs) void this.#flush();
  }

  /** A phone at rest tells nothing by itself: it is asked, so that its silence is never taken for news. */
  #askAnew(nowMs: number, everyMs: number): void {
    if (this.#failure === 'denied' || nowMs - this.#askedAtMs < Math.min(everyMs, OWN_LIMITS.fixTimeoutMs)) return;
    this.#askedAtMs = nowMs;
    this.#deps.geolocation?.getCurrentPosition(this.#onFix, this.#onError, {
      ...{ enableHighAccuracy: true, maximumAge: 0, timeout: OWN_LIMITS.fixTimeoutMs },
    });
  }

  #enqueue(one: Waiting, nowMs: number): void {
    this.#queue.push(one);
    if (this.#queue.length > OWN_LIMITS.queued) this.#queue.shift();
    this.#queuedAtMs = nowMs;
    this.#latest = null;
    this.#triedAtMs = Number.NEGATIVE_INFINITY;
  }

  /** The oldest first, one report at a time. */
  async #flush(): Promise<void> {
    const offsetMs = this.#deps.offsetMs();
    // HAZARD H-196: a phone's clock may be an hour off: until the server's time is known, nothing says when a position was.
    if (this.#sending || offsetMs === null) return;
    const run = this.#run;
    const batch = this.#queue.slice(0, PAGE_POSITIONS_MAX);
    for (const one of batch) one.sent ??= positionOf(one, offsetMs);
    this.#sending = true;
    this.#triedAtMs = this.#deps.clock.nowMs();
    const positions = batch.flatMap(({ sent }) => (sent === null ? [] : [sent]));
    const posted = await this.#deps.post({ positions, battery: this.#deps.battery() });
    this.#sending = false;
    // Stopped meanwhile: what it says is of before.
    if (run !== this.#run) return;
    this.#take(posted, new Set(batch));
  }

  #take(posted: Posted, batch: ReadonlySet<Waiting>): void {
    if (posted.kind !== 'away') this.#queue = this.#queue.filter((one) => !batch.has(one));
    if (posted.kind === 'taken') {
      if (!posted.keeps || posted.intervalS === null) {
        this.stop();
        this.#deps.onStopped();
        return;
      }
      this.#sentAtMs = this.#deps.clock.nowMs();
      if (this.#wanted !== null) this.#wanted = { ...this.#wanted, intervalS: posted.intervalS };
      if (this.#queue.length > 0) this.#triedAtMs = Number.NEGATIVE_INFINITY;
    }
    this.#tell();
  }

  #tell(): void {
    if (this.#watch === null) return;
    const isKnown = this.#sentAtMs !== null || this.#queue.length > 0;
    if (this.#failure !== null) this.#deps.onState({ kind: this.#failure });
    else if (!isKnown) this.#deps.onState({ kind: 'asking' });
    else
      this.#deps.onState({
        kind: 'reporting',
        sentAtMs: this.#sentAtMs,
        sinceMs: this.#sinceMs,
        queued: this.#queue.length,
      });
  }
}

function positionOf({ place, speedMps, courseDeg }: Waiting, offsetMs: number): Position {
  const { latDeg, lonDeg, accuracyM, atMs } = place;
  return { fixedAt: toIso(Math.round(atMs + offsetMs)), latDeg, lonDeg, accuracyM, speedMps, courseDeg };
}

/** Browsers say NaN for the course of a phone at rest. */
function amount(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : value;
}
