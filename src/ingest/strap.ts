/**
 * A device that tells its strap only as a state: the change of it is an event, so that the engine's distrust begins and ends with
 * it. Pure. Fails toward distrust: an open strap is an event whenever it is not known to be open already.
 */
import type { HeldStrap } from '../devices/service.ts';
import type { DecodedEvent, DeviceStatus } from './protocols/types.ts';

/**
 * The events that the frame's strap state stands for. `saidAtMs`: the device's own time of it. Sent again, the same frame gives the
 * same event, which the journal knows; one that is older than the last word says nothing of now.
 */
// HAZARD H-135: a watch that was put on again stays distrusted for ever, or a late frame undoes what is newer.
export function strapEvents(
  held: HeldStrap | null,
  decoded: { readonly events: readonly DecodedEvent[]; readonly status: Pick<DeviceStatus, 'strap'> },
  saidAtMs: number,
): readonly DecodedEvent[] {
  const { strap } = decoded.status;
  if (strap === null) return [];
  if (decoded.events.some(({ kind }) => kind === 'strap-open' || kind === 'strap-closed')) return [];
  if (held !== null && saidAtMs < held.atMs) return [];
  // What an earlier process heard last may not be what it wrote: a closed strap is then said once more, which costs nothing.
  const isKnown = held?.strap === strap && (held.heardHere || strap === 'open');
  return isKnown ? [] : [{ kind: strap === 'open' ? 'strap-open' : 'strap-closed', atMs: saidAtMs }];
}
