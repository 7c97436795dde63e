/**
 * Plays a plan against a running server through its device inputs: simulated phones wake, measure, and send real bytes over
 * real sockets. Fails toward silence, as phones do: what cannot be sent waits. Carries no coordinate in what it reports.
 */
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { assert } from '../core/assert.ts';
import type { Clock } from '../core/clock.ts';
import { seededRng } from '../core/rng.ts';
import type { DeviceSide } from '../ingest/protocols/device-side.ts';
import type { Report } from '../ingest/protocols/report.ts';
import { type Cast, type CastDevice, type CastKey, DRILL_INTERVAL_S, drillCast } from './cast.ts';
import { CITY_SEED, type City, createCity } from './city/city.ts';
import type { CityName } from './city/contract.ts';
import { type DeviceAccess, frameOf } from './devices/frames.ts';
import { makeTracker } from './devices/make-tracker.ts';
import { openMqttUplink } from './devices/mqtt-uplink.ts';
import { sideOf } from './devices/sides.ts';
import type { DeviceCommand, TrackerFrame } from './devices/tracker.ts';
import { TrackerLink } from './devices/tracker-link.ts';
import { type Attempt, openUplink, type Sleep, type Uplink } from './devices/uplink.ts';
import { type Beat, makeReporter } from './people/reporter.ts';
import { DEMO_NAME, planDemo } from './scenarios/demo.ts';
import { type DrillPlan, deviceSeed, planScenario } from './scenarios/plan.ts';
import { SCENARIOS } from './scenarios/registry.ts';
import { makeStage } from './scenarios/stage.ts';

export type { DeviceAccess } from './devices/frames.ts';
export type { Sleep } from './devices/uplink.ts';
export type { DrillPlan } from './scenarios/plan.ts';

/** City, cast and what can be played in it. Making one takes about a second. */
export interface DrillWorld {
  readonly seed: number;
  readonly city: City;
  readonly cast: Cast;
  /** Null: there is no scenario of this name. `demo` is the one that `npm start` plays. */
  plan(name: string): DrillPlan | null;
}

/** `city` saves making it twice. */
export function createDrillWorld(seed: number = CITY_SEED, city: City = createCity(seed)): DrillWorld {
  const stage = makeStage(city, seed);
  return {
    seed,
    city,
    cast: drillCast(seed, city),
    plan(name) {
      if (name === DEMO_NAME) return planDemo(stage);
      const scenario = SCENARIOS.find((s) => s.name === name);
      return scenario ? planScenario(stage, scenario) : null;
    },
  };
}

export type DrillProgress =
  | { readonly kind: 'step'; readonly elapsedMs: number; readonly says: CityName }
  /** A device's delivery works for the first time, or again. */
  | { readonly kind: 'delivering'; readonly elapsedMs: number; readonly device: CastKey }
  /** A device's delivery fails; `why` is an HTTP status or a system code. Said once until it works again. */
  | { readonly kind: 'failing'; readonly elapsedMs: number; readonly device: CastKey; readonly why: string }
  /** A tracker was told something by the server, and does it. */
  | { readonly kind: 'told'; readonly elapsedMs: number; readonly device: CastKey; readonly command: string }
  | { readonly kind: 'finished'; readonly elapsedMs: number };

export interface DrillChoice {
  /** Devices of the plan's people that are not listed stay switched off. */
  readonly devices: readonly DeviceAccess[];
  /** Where all phones send to, whatever their own `deviceUrl` says. */
  readonly baseUrl?: string;
  readonly clock: Clock;
  readonly sleep?: Sleep;
  /** Default: the demonstration in the default city. */
  readonly play?: { readonly plan: DrillPlan; readonly cast: Cast };
  /** People move this many times as fast; their devices still report every 5 s of real time. */
  readonly speed?: number;
  /** Trackers of which two connections speak at once under one name. */
  readonly twins?: ReadonlySet<CastKey>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DrillProgress) => void;
}

export interface Drill {
  /** Resolves when the plan is over or stopped and every socket is closed. */
  readonly done: Promise<void>;
  /** Idempotent; resolves with `done`. */
  stop(): Promise<void>;
  /** Reports that the server took. */
  readonly delivered: number;
}

const ASLEEP_MS = 60_000;

interface Run {
  readonly choice: DrillChoice;
  readonly plan: DrillPlan;
  readonly sleep: Sleep;
  readonly speed: number;
  readonly startMs: number;
  readonly signal: AbortSignal;
  readonly report: (progress: DrillProgress) => void;
  delivered: number;
}

const timerSleep: Sleep = (ms, signal) => setTimeout(ms, undefined, { signal });

function demonstration(): { readonly plan: DrillPlan; readonly cast: Cast } {
  const world = createDrillWorld();
  const plan = world.plan(DEMO_NAME);
  assert(plan, 'the demonstration is always there');
  return { plan, cast: world.cast };
}

/** The plan's time zero is `clock.nowMs()` when this resolves. */
export async function startDrill(choice: DrillChoice): Promise<Drill> {
  const { plan, cast } = choice.play ?? demonstration();
  const stopping = new AbortController();
  // Every device waits on this signal several times over: many listeners are meant.
  setMaxListeners(0, stopping.signal);
  const stop = () => stopping.abort();
  if (choice.signal?.aborted) stop();
  choice.signal?.addEventListener('abort', stop, { once: true });
  const run: Run = {
    choice,
    plan,
    sleep: choice.sleep ?? timerSleep,
    speed: choice.speed ?? 1,
    startMs: choice.clock.nowMs(),
    signal: stopping.signal,
    report: choice.onProgress ?? (() => undefined),
    delivered: 0,
  };
  const played = cast.devices.flatMap((device) => {
    const access = choice.devices.find((d) => d.castKey === device.key);
    if (!access || !plan.actors.has(device.person)) return [];
    const side = sideOf(device.protocol);
    if (side !== null && access.deviceUrl === '') {
      run.report({ kind: 'failing', elapsedMs: 0, device: device.key, why: 'its port is not open' });
      return [];
    }
    if (side !== null) return [playTracker(run, device, side, access).finally(stop)];
    const there = { ...access, deviceUrl: choice.baseUrl ?? access.deviceUrl };
    return [playPhone(run, device, there).finally(stop)];
  });
  const done = Promise.all([narrate(run).finally(stop), ...played]).then(() => {
    choice.signal?.removeEventListener('abort', stop);
  });
  return {
    done,
    stop() {
      stop();
      return done;
    },
    get delivered() {
      return run.delivered;
    },
  };
}

function elapsedMs(run: Run): number {
  return (run.choice.clock.nowMs() - run.startMs) * run.speed;
}

/** False when the drill was stopped meanwhile. `sooner`: the instant may have come nearer. */
async function waitUntil(run: Run, at: number | (() => number), sooner?: Wakeable): Promise<boolean> {
  const { signal } = run;
  for (;;) {
    if (signal.aborted) return false;
    const leftMs = ((typeof at === 'number' ? at : at()) - elapsedMs(run)) / run.speed;
    if (leftMs <= 0) return true;
    // Timers cannot wait longer than 2^31 ms; an hour at a time also survives a sleeping laptop.
    const slept = run.sleep(Math.min(Math.ceil(leftMs), 3_600_000), signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    await (sooner === undefined ? slept : Promise.race([slept, sooner.woken()]));
  }
}

interface Wakeable {
  wake(): void;
  woken(): Promise<void>;
}

function wakeable(): Wakeable {
  let next = Promise.withResolvers<void>();
  return {
    wake() {
      next.resolve();
      next = Promise.withResolvers<void>();
    },
    woken: () => next.promise,
  };
}

async function narrate(run: Run): Promise<void> {
  const { steps, cycleMs, durationMs } = run.plan;
  for (let round = 0; ; round++) {
    for (const step of steps) {
      const atMs = step.atMs + round * (cycleMs ?? 0);
      if (atMs > durationMs || !(await waitUntil(run, atMs))) break;
      run.report({ kind: 'step', elapsedMs: atMs, says: step.says });
    }
    if (cycleMs === null || run.signal.aborted) break;
    if (!(await waitUntil(run, (round + 1) * cycleMs))) break;
  }
  if (await waitUntil(run, durationMs)) run.report({ kind: 'finished', elapsedMs: durationMs });
}

async function playPhone(run: Run, device: CastDevice, access: DeviceAccess): Promise<void> {
  const { plan, signal } = run;
  const itinerary = plan.actors.get(device.person)!;
  const seed = deviceSeed(plan, device.key);
  const intervalMs = DRILL_INTERVAL_S * 1000 * run.speed;
  const reporter = makeReporter(itinerary, seed, { intervalMs, outliers: 1 });
  const nonces = seededRng(seed ^ run.startMs);
  const told = wakeable();
  const uplink = uplinkOf(run, device, access, (command) => {
    run.report({ kind: 'told', elapsedMs: Math.round(elapsedMs(run)), device: device.key, command: command.kind });
    if (command.kind === 'set-interval') reporter.every(command.intervalS * 1000 * run.speed, elapsedMs(run));
    else take(reporter.at(elapsedMs(run)));
    told.wake();
  });
  const held: Report[] = [];
  const take = (beat: Beat) => {
    // After the machine slept: a phone that slept, too, has no fixes of that time.
    const report = elapsedMs(run) - beat.atMs > ASLEEP_MS * run.speed ? null : reportOf(run, beat);
    if (report) held.push(report);
    if (!beat.online) return;
    for (const waiting of held) uplink.push(frameOf(device, access, waiting, nonces));
    held.length = 0;
  };
  const sending = uplink.run(signal);
  while (reporter.nextMs <= plan.durationMs) {
    if (!(await waitUntil(run, () => reporter.nextMs, told))) break;
    take(reporter.next());
  }
  await sending;
  uplink.close();
}

function uplinkOf(
  run: Run,
  device: CastDevice,
  access: DeviceAccess,
  onCommand: (command: DeviceCommand) => void,
): Uplink {
  const url = new URL(access.deviceUrl);
  const deps = { sleep: run.sleep, onAttempt: watcher(run, device) };
  if (url.protocol !== 'mqtt:') return openUplink(url, deps);
  const [user = '', name = ''] = (device.externalId ?? '').split('/');
  return openMqttUplink(url, { user, device: name, token: access.token ?? '' }, { ...deps, onCommand });
}

/** It keeps what it says while the line is down, and does what it is told. */
async function playTracker(run: Run, device: CastDevice, side: DeviceSide, access: DeviceAccess): Promise<void> {
  const { plan, sleep, signal, speed, startMs } = run;
  const tracker = makeTracker(plan, device, speed, (ms) => startMs + ms / speed);
  const { hostname, port } = new URL(access.deviceUrl);
  const told = wakeable();
  const links = Array.from(
    { length: run.choice.twins?.has(device.key) ? 2 : 1 },
    () =>
      new TrackerLink({
        ...{
          host: hostname,
          port: Number(port),
          side,
          sleep,
          name: access.externalId ?? device.externalId ?? device.key,
        },
        onAttempt: watcher(run, device),
        onCommand(command) {
          run.report({
            kind: 'told',
            elapsedMs: Math.round(elapsedMs(run)),
            device: device.key,
            command: command.kind,
          });
          send(tracker.obey(command, elapsedMs(run)));
          told.wake();
        },
      }),
  );
  const send = (frames: readonly TrackerFrame[]) => {
    for (const frame of frames) for (const link of links) link.push(frame);
  };
  const running = links.map((link) => link.run(signal));
  while (tracker.nextMs <= plan.durationMs) {
    const isTime = await waitUntil(run, () => tracker.nextMs, told);
    if (!isTime) break;
    const isLate = elapsedMs(run) - tracker.nextMs > ASLEEP_MS * speed;
    const frames = tracker.wake();
    for (const link of links) link.setUp(tracker.isLinked);
    // After the machine slept: a tracker that slept, too, has no fixes of that time.
    if (!isLate) send(frames);
  }
  await Promise.all(running);
}

function reportOf(run: Run, beat: Beat): Report | null {
  if (!beat.measured) return null;
  const { fixedElapsedMs, speedMps, source: _unsaid, ...rest } = beat.measured;
  return {
    ...rest,
    speedMps: speedMps === null ? null : speedMps * run.speed,
    fixedAtMs: run.startMs + Math.round(fixedElapsedMs / run.speed),
  };
}

/** Says when delivery begins to fail and when it works again, not every attempt. */
function watcher(run: Run, device: CastDevice): (attempt: Attempt) => void {
  let state: 'unknown' | 'delivering' | 'failing' = 'unknown';
  return (attempt) => {
    const good = attempt.kind === 'answered' && attempt.status >= 200 && attempt.status < 300;
    if (good) run.delivered += 1;
    const next = good ? 'delivering' : 'failing';
    if (next === state) return;
    state = next;
    const at = { elapsedMs: Math.round(elapsedMs(run)), device: device.key };
    if (good) run.report({ kind: 'delivering', ...at });
    else {
      const why = attempt.kind === 'answered' ? String(attempt.status) : attempt.code;
      run.report({ kind: 'failing', ...at, why });
    }
  };
}
