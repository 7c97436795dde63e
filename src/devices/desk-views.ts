/** What the desk is shown: devices of the actor's agency with their state and health, a device's record, the register. Reads only. */
import type { Sql } from '../core/database.ts';
import type { DeviceId, PersonId } from '../core/ids.ts';
import { stopWith } from '../core/refusal.ts';
import { caseOfPerson, loadPeopleById, loadPeopleOfAgency, loadPerson, type Person } from '../people/service.ts';
import { audit } from '../safeguards/service.ts';
import { loadOpenCustodies, loadRegister, loadStandingRemovals } from './absence.sql.ts';
import type { Custody, Removal } from './absence.ts';
import type { CustodyJson, DeskDetailJson, DeskDeviceJson, DeskJson, Register, RemovalJson } from './contract.ts';
import { isRunning } from './decide-absence.ts';
import { emptyAtMs } from './decide-health.ts';
import { caseOfDevice, type DeskActor, type DeskDeps, permit } from './desk.ts';
import type { Device } from './device.ts';
import { loadDeviceById, loadDevicesOf } from './devices.sql.ts';
import type { Health } from './health.ts';
import { loadLifeEvents, loadRecentLives } from './life.sql.ts';
import { type Life, lifeOf, stateAt } from './life.ts';
import { dutiesOf } from './life-acts.ts';
import { DEVICE_LIMITS } from './limits.ts';

export interface DeskViewDeps extends DeskDeps {
  readonly healthOf: (deviceId: DeviceId) => Health;
}

interface Around {
  readonly nowMs: number;
  readonly removals: ReadonlyMap<DeviceId, Removal>;
  readonly custodies: ReadonlyMap<PersonId, Custody>;
  readonly wearers: ReadonlyMap<PersonId, Person>;
}

export async function loadDesk(deps: DeskViewDeps, by: DeskActor): Promise<DeskJson> {
  const around = await loadAround(deps, by);
  const lives = await loadRecentLives(deps.database, by.agencyId);
  const devices = await loadDevicesOf(deps.database, by.agencyId, DEVICE_LIMITS.deskRows);
  const shown: DeskDeviceJson[] = [];
  const lifeOfDevice = ({ deviceId }: Device) => lifeOf(lives.get(deviceId) ?? []);
  const carriers = await loadCarriers(
    deps,
    devices.map((device) => lifeOfDevice(device).personId),
  );
  for (const device of devices) {
    const life = lifeOfDevice(device);
    if (await mayRead(deps, by, device, life.personId, carriers)) {
      shown.push(deviceJson(deps, device, life, around));
    }
  }
  return {
    serverTimeMs: around.nowMs,
    isWhole: devices.length < DEVICE_LIMITS.deskRows && around.wearers.size < DEVICE_LIMITS.deskRows,
    devices: shown,
    wearers: [...around.wearers.keys()].map((personId) => ({
      personId,
      labels: [...deps.labelsOf(personId)],
      hasDevice: shown.some((device) => device.personId === personId && device.state !== 'reserved'),
      custody: custodyOf(around, personId),
    })),
  };
}

export async function loadDeskDetail(deps: DeskViewDeps, deviceId: string, by: DeskActor): Promise<DeskDetailJson> {
  const device = await loadDeviceById(deps.database, deviceId);
  if (device === null) return stopWith('not-found', NO_DEVICE);
  const around = await loadAround(deps, by);
  const events = await loadLifeEvents(deps.database, deviceId);
  const life = lifeOf(events);
  const person = life.personId === null ? null : await loadPerson(deps.database, life.personId);
  const may = await permit(deps, deps.database, by, 'device.read', caseOfDevice(device, person));
  if (!may.allowed) return stopWith('not-found', NO_DEVICE);
  const duties = await dutiesOf(deps, deps.database, device, life.personId);
  return {
    serverTimeMs: around.nowMs,
    device: deviceJson(deps, device, life, around),
    duties: duties.map(({ id, article }) => {
      const said = events.findLast((event) => event.kind === 'duty-acknowledged' && event.reason === id);
      const counts = life.duties.has(id) && said !== undefined;
      return { id, article, acknowledgedAtMs: counts ? said.atMs : null, recordedBy: counts ? said.actorId : null };
    }),
    events: events.map(({ deviceId: _, removalId: __, ...event }) => event),
  };
}

// HAZARD H-569: a list is cut by agency in a query, and shows what the policies would not.
/** Lists are read by agency, and each row is asked of access: with whoever carries it, and refused where they are not to be known. */
async function mayRead(
  deps: DeskDeps,
  by: DeskActor,
  device: { readonly deviceId: string; readonly agencyId: string },
  personId: PersonId | null,
  carriers: ReadonlyMap<PersonId, Person>,
): Promise<boolean> {
  const person = personId === null ? null : carriers.get(personId);
  if (person === undefined) return false;
  return (await permit(deps, deps.database, by, 'device.read', caseOfDevice(device, person))).allowed;
}

/** Not only those that access lets them read: what it is asked of a device has to say whose it is. */
async function loadCarriers(
  { database }: DeskDeps,
  personIds: readonly (PersonId | null)[],
): Promise<ReadonlyMap<PersonId, Person>> {
  const ids = [...new Set(personIds.filter((id) => id !== null))];
  return new Map((await loadPeopleById(database, ids)).map((person) => [person.personId, person]));
}

const NO_DEVICE = 'There is no such device.';

/** The register leaves the system: who took it is written down first, or it does not leave. */
export async function exportRegister(deps: DeskDeps, by: DeskActor): Promise<Register> {
  const atMs = deps.clock.nowMs();
  await deps.database.transaction((tx) =>
    audit(tx, [
      { atMs, actor: by.actor, action: 'removal.export', purpose: 'register', about: { agencyId: by.agencyId } },
    ]),
  );
  return loadRemovalRegister(deps, by);
}

export async function loadRemovalRegister(deps: DeskDeps, by: DeskActor): Promise<Register> {
  const nowMs = deps.clock.nowMs();
  const rows = await loadRegister(deps.database, by.agencyId);
  const carriers = await loadCarriers(
    deps,
    rows.map(({ personId }) => personId),
  );
  const removals: RemovalJson[] = [];
  for (const removal of rows) {
    if (await mayRead(deps, by, removal, removal.personId, carriers)) {
      removals.push(removalJson(deps, removal, nowMs));
    }
  }
  return { serverTimeMs: nowMs, removals };
}

async function loadAround(deps: DeskDeps, by: DeskActor): Promise<Around> {
  const sql: Sql = deps.database;
  const nowMs = deps.clock.nowMs();
  const removals = await loadStandingRemovals(sql, by.agencyId);
  const custodies = (await loadOpenCustodies(sql, by.agencyId)).filter((custody) => isRunning(custody, nowMs));
  return {
    nowMs,
    removals: new Map(removals.map((removal) => [removal.deviceId, removal])),
    custodies: new Map(custodies.map((custody) => [custody.personId, custody])),
    wearers: await loadWearers(deps, by),
  };
}

async function loadWearers(deps: DeskDeps, by: DeskActor): Promise<Map<PersonId, Person>> {
  const found = new Map<PersonId, Person>();
  for (const person of await loadPeopleOfAgency(deps.database, 'wearer', by.agencyId, DEVICE_LIMITS.deskRows)) {
    const may = await permit(deps, deps.database, by, 'device.read', caseOfPerson(person));
    if (may.allowed) found.set(person.personId, person);
  }
  return found;
}

function deviceJson(deps: DeskViewDeps, device: Device, life: Life, around: Around): DeskDeviceJson {
  const { nowMs } = around;
  const { deviceId, protocol, externalId } = device;
  const removal = around.removals.get(deviceId);
  const { personId } = life;
  const { lastContactMs, lastPositionMs, batteryPct, batteryAtMs, charging, strap, satellites, ...rest } =
    deps.healthOf(deviceId);
  const told = { lastContactMs, lastPositionMs, batteryPct, batteryAtMs, charging, strap, satellites };
  return {
    ...{ deviceId, protocol, externalId, state: stateAt(life, nowMs), personId },
    sinceMs: life.number === 0 ? device.createdAtMs : life.sinceMs,
    ofKind: personId === null ? null : around.wearers.has(personId) ? 'wearer' : 'protected',
    labels: personId === null ? [] : [...deps.labelsOf(personId)],
    health: { ...told, emptyAtMs: emptyAtMs({ ...told, ...rest }, nowMs) },
    removal: removal === undefined ? null : removalJson(deps, removal, nowMs),
    custody: personId === null ? null : custodyOf(around, personId),
  };
}

function custodyOf({ custodies }: Around, personId: PersonId): CustodyJson | null {
  const custody = custodies.get(personId);
  if (custody === undefined) return null;
  const { custodyId, reason, words, fromMs, untilMs } = custody;
  return { custodyId, personId, reason, words, fromMs, untilMs };
}

function removalJson(deps: DeskDeps, removal: Removal, nowMs: number): RemovalJson {
  const { agencyId: _, ...rest } = removal;
  const isOverdue = removal.decision === 'approved' && removal.endedAtMs === null && removal.untilMs <= nowMs;
  return { ...rest, labels: [...deps.labelsOf(removal.personId)], isOverdue };
}
