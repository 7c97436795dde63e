/**
 * What would reach a server from all devices of a drill, without sockets: for tests of the engine under simulated time.
 * Store-and-forward as the devices do it: without network reports wait, then arrive together, oldest first.
 */
import type { Beat, Measured, Reporter } from './reporter.ts';

type Source = Pick<Reporter, 'next'>;

export interface Arrival {
  readonly deviceKey: string;
  /** True elapsed time of arrival. */
  readonly arrivedMs: number;
  readonly measured: Measured;
}

const TRANSIT_MS = 120;

/** Arrivals of one device up to `untilMs`, in order; what is still waiting then never arrived. */
function arrivalsOf(deviceKey: string, reporter: Source, untilMs: number): Arrival[] {
  const out: Arrival[] = [];
  const waiting: Measured[] = [];
  for (let beat: Beat = reporter.next(); beat.atMs <= untilMs; beat = reporter.next()) {
    if (beat.measured) waiting.push(beat.measured);
    if (!beat.online) continue;
    waiting.forEach((measured, i) => {
      out.push({ deviceKey, arrivedMs: beat.atMs + TRANSIT_MS + i * 15, measured });
    });
    waiting.length = 0;
  }
  return out;
}

/** All devices together in order of arrival; ties by device key. */
export function feed(reporters: ReadonlyMap<string, Source>, untilMs: number): Arrival[] {
  return [...reporters]
    .flatMap(([deviceKey, reporter]) => arrivalsOf(deviceKey, reporter, untilMs))
    .sort((a, b) => a.arrivedMs - b.arrivedMs || (a.deviceKey < b.deviceKey ? -1 : a.deviceKey > b.deviceKey ? 1 : 0));
}
