/**
 * How it stands with one's own position, for every part of the page: what the server says, what the browser allows, what the page reports.
 * One a page; nothing of it is stored on the phone.
 */
import { z } from 'zod';
import { systemClock } from '../../../src/core/clock.ts';
import { pageReportedSchema } from '../../../src/ingest/contract.ts';
import { type OwnPositionJson, ownPositionSchema } from '../../../src/people/contract.ts';
import { browserClock } from '../../ui/page-clock.ts';
import { callApi } from '../../ui/session.ts';
import { openBattery } from './battery.ts';
import { PageReporter, type PlaceState, type Posted } from './page-reporter.ts';
import type { Permission } from './position-notice.ts';

export interface OwnPositionState {
  /** The server's last word; null before the first. */
  readonly known: OwnPositionJson | null;
  /** The last question was not answered. */
  readonly isUnanswered: boolean;
  readonly permission: Permission;
  readonly place: PlaceState;
  /** Server time at which a pause ended by itself while this page was open; null: none, or it was read. */
  readonly pauseEndedMs: number | null;
}

/** What became of an act: the server's code where it refused. */
export type Acted =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'away' };

const errorSchema = z.object({ error: z.object({ code: z.string() }) });

export class OwnPositionStore {
  #state: OwnPositionState = {
    ...{ known: null, isUnanswered: false, permission: 'unknown', place: { kind: 'off' }, pauseEndedMs: null },
  };
  readonly #listeners = new Set<() => void>();
  readonly #reporter: PageReporter;
  #offsetMs: () => number | null = () => null;
  #isWanted = false;
  #acts = 0;

  constructor() {
    const battery = openBattery();
    this.#reporter = new PageReporter({
      geolocation: 'geolocation' in navigator ? navigator.geolocation : null,
      clock: browserClock,
      wall: systemClock,
      offsetMs: () => this.#offsetMs(),
      battery,
      post: async (report) => postedOf(await callApi('/api/me/positions', post(report))),
      setTimer: (work, everyMs) => window.setInterval(work, everyMs),
      clearTimer: (timer) => window.clearInterval(timer),
      onState: (place) => {
        const before = this.#state.place;
        this.#set({ place });
        // Its first report has come: what the server knows of it is news.
        const hadSent = before.kind === 'reporting' && before.sentAtMs !== null;
        if (place.kind === 'reporting' && place.sentAtMs !== null && !hadSent) void this.refresh();
        if (place.kind === 'denied') void this.#lookAtPermission();
      },
      onStopped: () => void this.refresh(),
    });
    void this.#lookAtPermission();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): OwnPositionState => this.#state;

  /** The page's clock is the stream's: without it no position is sent. */
  followClock(offsetMs: () => number | null): void {
    this.#offsetMs = offsetMs;
  }

  /** Asks the server how it stands. An answer that was overtaken by an act is of before. */
  async refresh(): Promise<void> {
    const acts = this.#acts;
    const response = await callApi('/api/me/position');
    const known = response?.ok === true ? ownPositionSchema.safeParse(await response.json().catch(() => null)) : null;
    if (acts !== this.#acts) return;
    if (known?.success === true) this.#learn(known.data, false);
    // Signed out, or another server: what was known holds no more than the stream says.
    else this.#set({ isUnanswered: true });
  }

  /** Sharing, pausing, ending a phone: whatever answers with how it stands then. */
  async act(path: string, init: { method: 'POST' | 'DELETE'; body?: object }): Promise<Acted> {
    this.#acts += 1;
    const response = await callApi(path, {
      method: init.method,
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    this.#acts += 1;
    if (response === null) return { kind: 'away' };
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) {
      const known = ownPositionSchema.safeParse(body);
      if (!known.success) return { kind: 'away' };
      this.#learn(known.data, true);
      return { kind: 'done' };
    }
    const refused = errorSchema.safeParse(body);
    return refused.success && response.status < 500
      ? { kind: 'refused', code: refused.data.error.code }
      : { kind: 'away' };
  }

  /** By a press of the person: the browser asks them. */
  allowPage(): void {
    this.#isWanted = true;
    this.#follow();
  }

  readPauseEnded(): void {
    this.#set({ pauseEndedMs: null });
  }

  /** The page goes, or nobody is signed in. */
  stop(): void {
    this.#reporter.stop();
  }

  #learn(known: OwnPositionJson, isOwnAct: boolean): void {
    const before = this.#state.known?.sharing;
    const { sharing } = known;
    const endedMs = before?.kind === 'paused' && sharing.kind === 'shared' && !isOwnAct ? sharing.sinceMs : null;
    const pauseEndedMs = isOwnAct ? null : (endedMs ?? this.#state.pauseEndedMs);
    this.#set({ known, isUnanswered: false, pauseEndedMs });
    this.#follow();
  }

  /** Reports exactly while it is shared under an order and the browser allows it. */
  #follow(): void {
    const { known, permission } = this.#state;
    const wanted = known?.sharing.kind === 'shared' && known.isProtected && known.intervalS !== null ? known : null;
    const isAllowed = permission === 'granted' || this.#isWanted;
    if (wanted === null || !isAllowed) {
      if (this.#reporter.isOn) this.#reporter.stop();
      return;
    }
    const intervalS = wanted.intervalS ?? wanted.orderedIntervalS ?? 60;
    this.#reporter.start({ intervalS, orderedIntervalS: wanted.orderedIntervalS ?? intervalS });
  }

  async #lookAtPermission(): Promise<void> {
    // Some browsers do not tell; there the person's press begins it.
    const status = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null);
    if (status == null) return;
    const take = () => {
      this.#set({ permission: status.state });
      if (status.state === 'granted' && this.#reporter.isOn && this.#state.place.kind === 'denied')
        this.#reporter.stop();
      this.#follow();
    };
    status.onchange = take;
    take();
  }

  #set(change: Partial<OwnPositionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function post(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body) };
}

async function postedOf(response: Response | null): Promise<Posted> {
  if (response === null || response.status >= 500 || response.status === 429) return { kind: 'away' };
  if (!response.ok) return { kind: 'refused' };
  const answer = pageReportedSchema.safeParse(await response.json().catch(() => null));
  return answer.success ? { kind: 'taken', ...answer.data } : { kind: 'away' };
}

let one: OwnPositionStore | null = null;

/** The page's one store. */
export function ownPositionStore(): OwnPositionStore {
  one ??= new OwnPositionStore();
  return one;
}
