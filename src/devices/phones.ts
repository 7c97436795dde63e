/**
 * A protected person's own phone and page as devices of theirs, made by themselves. Fails toward the phone that was there: a new one is made
 * before the old one ends, and a set-up that breaks off in between is put right by the next.
 */
import { assert } from '../core/assert.ts';
import type { DeviceId, PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import type { Refusal } from '../core/refusal.ts';
import { MINUTE_MS, toIso } from '../core/time.ts';
import { loadPerson } from '../people/service.ts';
import type { Actor } from '../safeguards/service.ts';
import type { PhoneApp } from './contract.ts';
import type { DeviceProtocol } from './device.ts';
import { loadDevicesCarriedBy, loadPageOf } from './devices.sql.ts';
import { protocolOf } from './phone-config.ts';
import { assignDevice, createDevice, type DeviceDeps } from './service.ts';

/** Apps on a phone; a page or a tracker that the person has besides is none. */
const APP_PROTOCOLS: ReadonlySet<DeviceProtocol> = new Set(['owntracks', 'osmand']);

/** How old the first place may be that a new device sends: nobody else ever had it. */
const FIRST_PLACE_MS = 10 * MINUTE_MS;

/** The person's page, as a device that they carry: made at the first need, and theirs again when it was given back. */
export async function ensurePage(deps: DeviceDeps, personId: PersonId, actor: Actor): Promise<Outcome<null, Refusal>> {
  const person = await loadPerson(deps.database, personId);
  assert(person !== null, 'who is signed in is registered');
  const page = { agencyId: person.agencyId, protocol: 'page', externalId: personId, payloadKey: null } as const;
  const made = await createDevice(deps, { ...page, personId: null }, actor);
  if (!made.ok && made.error.code !== 'conflict') return made;
  // The first report tells of a moment ago.
  const from = made.ok ? { from: toIso(deps.clock.nowMs() - FIRST_PLACE_MS) } : {};
  const deviceId = made.ok ? made.value.device.deviceId : await loadPageOf(deps.database, personId);
  assert(deviceId !== null, 'a page is refused only because there is one');
  const assigned = await assignDevice(deps, deviceId, { personId, ...from }, actor);
  // Two at once: the other made it theirs.
  return assigned.ok || assigned.error.code === 'conflict' ? ok(null) : assigned;
}

/** `token`: the only time that it is told. Phones set up before report no more from now on. */
export async function setUpPhone(
  deps: DeviceDeps,
  personId: PersonId,
  app: PhoneApp,
  actor: Actor,
): Promise<Outcome<{ deviceId: DeviceId; token: string }, Refusal>> {
  const person = await loadPerson(deps.database, personId);
  assert(person !== null, 'who is signed in is registered');
  const before = await phonesOf(deps, personId);
  const made = await createDevice(
    deps,
    { agencyId: person.agencyId, protocol: protocolOf(app), externalId: null, payloadKey: null, personId: null },
    actor,
  );
  if (!made.ok) return made;
  const { device, token } = made.value;
  assert(token !== null, 'a phone app proves itself by a token');
  // The first place that a phone at rest sends is of some minutes ago.
  const from = toIso(deps.clock.nowMs() - FIRST_PLACE_MS);
  const assigned = await assignDevice(deps, device.deviceId, { personId, from }, actor);
  if (!assigned.ok) return assigned;
  // HAZARD H-194: a phone that was lost, or is in another's hands, must not go on saying where its owner is.
  for (const deviceId of before) await endPhone(deps, deviceId, actor);
  return ok({ deviceId: device.deviceId, token });
}

/** Apps on phones that the person carries now. */
export async function phonesOf(deps: Pick<DeviceDeps, 'database'>, personId: PersonId): Promise<DeviceId[]> {
  const carried = await loadDevicesCarriedBy(deps.database, personId);
  return carried.filter(({ protocol }) => APP_PROTOCOLS.has(protocol)).map(({ deviceId }) => deviceId);
}

/** Nobody carries it from now on; of what it reports later only that it came is kept. A second time changes nothing. */
export async function endPhone(deps: DeviceDeps, deviceId: DeviceId, actor: Actor): Promise<Outcome<null, Refusal>> {
  const ended = await assignDevice(deps, deviceId, { personId: null }, actor);
  return ended.ok || ended.error.code === 'conflict' ? ok(null) : ended;
}
