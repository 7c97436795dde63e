/** What a committed frame says of its device's health. Pure; no position, cell or network goes along. */
import type { DeviceId } from '../core/ids.ts';
import type { HeardReport, Strap } from '../devices/service.ts';
import type { Decoded, DecodedEvent, DecodedFix } from './protocols/types.ts';

/** One frame of a known device after its commit; fixes and events are those that passed the checks. */
export interface Heard {
  readonly deviceId: string;
  readonly protocol: string;
  readonly receivedAtMs: number;
  readonly decoded: Decoded;
}

/** The device's own time of what a frame says: its newest fix or event; the time of receipt where it tells none. */
export function saidAtMs(
  fixes: readonly Pick<DecodedFix, 'fixedAtMs'>[],
  events: readonly DecodedEvent[],
  receivedAtMs: number,
): number {
  const times = [...fixes.map(({ fixedAtMs }) => fixedAtMs), ...events.map(({ atMs }) => atMs)];
  return times.length === 0 ? receivedAtMs : Math.min(Math.max(...times), receivedAtMs);
}

export function heardOf({ deviceId, protocol, receivedAtMs, decoded }: Heard): HeardReport {
  const { fixes, events, status } = decoded;
  const valid = fixes.filter((fix) => fix.valid !== false).map(({ fixedAtMs }) => Math.min(fixedAtMs, receivedAtMs));
  const { batteryPct, charging, satellites } = status;
  return {
    deviceId: deviceId as DeviceId,
    receivedAtMs,
    saidAtMs: saidAtMs(fixes, events, receivedAtMs),
    positionAtMs: valid.length === 0 ? null : Math.max(...valid),
    ...{ batteryPct, charging, satellites, strap: strapOf(events) ?? status.strap, source: protocol },
  };
}

/** The newest strap event of a frame says more than the state beside it. */
function strapOf(events: readonly DecodedEvent[]): Strap | null {
  const of = events.filter(({ kind }) => kind === 'strap-open' || kind === 'strap-closed');
  const newest = of.reduce<DecodedEvent | null>((one, two) => (one === null || two.atMs >= one.atMs ? two : one), null);
  return newest === null ? null : newest.kind === 'strap-open' ? 'open' : 'closed';
}
