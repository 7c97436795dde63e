/**
 * The drill city's people, devices and orders in the database, and what the simulated devices need to speak: data/drill.json,
 * readable by its owner only. Seeded once; a later start finds it again and renews orders that have run out.
 */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { assert } from '../core/assert.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import type { DeskActor, DeskDeps } from '../devices/desk.ts';
import { actOnDevice } from '../devices/life-acts.ts';
import { assignDevice, createDevice, type DeviceDeps, loadAssignments } from '../devices/service.ts';
import { loadPlaces, replacePlaces } from '../disclosure/places/places.ts';
import type { Cast, CastAgency, CastDevice, CastOrder } from '../drills/cast.ts';
import { sideOf } from '../drills/devices/sides.ts';
import { createOrder, inForce, type OrderDeps, ordersNaming } from '../orders/service.ts';
import { actOnConsent, loadAsked } from '../people/consent-acts.ts';
import { ConsentBook } from '../people/consent-book.ts';
import { CONSENT_TEXT } from '../people/contract.ts';
import { createAgency, createPerson, loadAgencies, loadPerson, type PeopleDeps } from '../people/service.ts';
import { type Access, type Actor, OPERATOR } from '../safeguards/service.ts';
import { seedProceedings } from './seed-court.ts';
import { seedUndertakings } from './seed-undertakings.ts';

const drillFileSchema = z.object({
  agencies: z.record(z.string(), z.uuid()),
  people: z.record(z.string(), z.uuid()),
  devices: z.array(
    z.object({
      castKey: z.string(),
      deviceId: z.uuid(),
      protocol: z.enum(['osmand', 'owntracks', 'megastek', 'gt06', 'eelink', 'teltonika', 'watch', 'gl200', 'r16h']),
      /** A phone's; trackers have none. */
      token: z.string().nullable(),
      externalId: z.string().nullable(),
      /** The key of an encrypted payload, 32 bytes; null when it is plain. */
      payloadKeyHex: z.string().nullable(),
      /** Where the device sends to; empty: its port is not open. */
      deviceUrl: z.string(),
    }),
  ),
});

export type DrillFile = z.infer<typeof drillFileSchema>;

export type SeedDeps = Omit<
  OrderDeps & DeviceDeps & PeopleDeps,
  'onOrderChange' | 'onDeviceChange' | 'jurisdictions'
> & {
  readonly database: Database;
  readonly clock: Clock;
  readonly dataFolder: string;
  readonly access: Access;
};

/** Where a device sends to; null: its port is not open. */
export type DeviceUrl = (device: Pick<CastDevice, 'protocol' | 'overMqtt'>) => string | null;

/** Earlier drills in one database whose names may be taken. */
const NAME_TRIES = 50;

const SEEDER: Actor = { kind: 'system', id: null };

export function drillFilePath(dataFolder: string): string {
  return join(dataFolder, 'drill.json');
}

/**
 * The drill's cast as it stands in this database, seeded when the database is empty or `force` asks for it. Null: the
 * database holds others' data, and no drill of this data folder.
 */
export async function ensureDrill(
  deps: SeedDeps,
  cast: Cast,
  deviceUrl: DeviceUrl,
  force: boolean,
): Promise<DrillFile | null> {
  const found = await readDrillFile(deps);
  if (found !== null) {
    await seedPeople(deps, cast, found);
    for (const device of cast.devices) await renewDevice(deps, device, found, wearersOf(cast));
    for (const order of cast.orders) await renewOrder(deps, order, found);
    for (const agency of cast.agencies) await seedPlaces(deps, agency, found);
    await seedConsents(deps, cast, found);
    await seedUndertakings(deps, cast, found.people, SEEDER);
    await seedProceedings(deps, cast, found);
    return writeDrillFile(deps.dataFolder, withUrl(found, cast, deviceUrl));
  }
  if (!force && (await loadAgencies(deps.database)).length > 0) return null;
  // All of it or nothing, and the file before the commit: a start that is cut short must not leave what looks like others' data.
  return deps.database.transaction(async (tx) => {
    const database: Database = { query: (text, values) => tx.query(text, values), transaction: (work) => work(tx) };
    return writeDrillFile(deps.dataFolder, withUrl(await seed({ ...deps, database }, cast), cast, deviceUrl));
  });
}

/** Null when there is none, or when it belongs to another database. */
async function readDrillFile(deps: SeedDeps): Promise<DrillFile | null> {
  const text = await readFile(drillFilePath(deps.dataFolder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const file = drillFileSchema.parse(JSON.parse(text));
  const someone = Object.values(file.people)[0];
  const known = someone !== undefined && (await loadPerson(deps.database, someone)) !== null;
  return known ? file : null;
}

async function writeDrillFile(dataFolder: string, file: DrillFile): Promise<DrillFile> {
  const path = drillFilePath(dataFolder);
  await writeFile(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  await chmod(`${path}.new`, 0o600);
  await rename(`${path}.new`, path);
  return file;
}

/** Each with where it sends to now. */
export function withUrl(file: DrillFile, cast: Cast, deviceUrl: DeviceUrl): DrillFile {
  const devices = file.devices.map((device) => {
    const overMqtt = cast.devices.find(({ key }) => key === device.castKey)?.overMqtt ?? false;
    return { ...device, deviceUrl: deviceUrl({ protocol: device.protocol, overMqtt }) ?? '' };
  });
  return { ...file, devices };
}

async function seed(deps: SeedDeps, cast: Cast): Promise<DrillFile> {
  const file: DrillFile = { agencies: {}, people: {}, devices: [] };
  await seedPeople(deps, cast, file);
  for (const agency of cast.agencies) await seedPlaces(deps, agency, file);
  const wearers = wearersOf(cast);
  for (const device of cast.devices) file.devices.push(await seedDevice(deps, device, file, wearers));
  for (const order of cast.orders) await seedOrder(deps, order, file);
  await seedConsents(deps, cast, file);
  await seedUndertakings(deps, cast, file.people, SEEDER);
  await seedProceedings(deps, cast, file);
  return file;
}

/** Agencies and people of the cast that the drill does not have yet: a later cast may have more. */
async function seedPeople(deps: SeedDeps, cast: Cast, file: DrillFile): Promise<void> {
  const people = { ...deps, jurisdictions: deps.packs.jurisdictions() };
  for (const { key, name, role, jurisdiction, phone } of cast.agencies) {
    if (file.agencies[key] !== undefined) continue;
    const agency = valueOrRefuse(await createAgency(people, { name: name.en, role, jurisdiction, phone }, SEEDER));
    file.agencies[key] = agency.agencyId;
  }
  for (const { key, agency, kind, name, language, householdOf } of cast.people) {
    if (file.people[key] !== undefined) continue;
    const ids = {
      agencyId: file.agencies[agency]!,
      householdOf: householdOf === null ? null : file.people[householdOf]!,
    };
    const request = { ...ids, kind, name: name[language], phone: phoneOf(kind, key), language, exercise: true };
    file.people[key] = valueOrRefuse(await createPerson(people, request, SEEDER)).personId;
  }
}

/** Once; whoever imported others keeps them. */
async function seedPlaces(deps: SeedDeps, agency: CastAgency, file: DrillFile): Promise<void> {
  const agencyId = file.agencies[agency.key]!;
  if ((await loadPlaces(deps.database, agencyId)).length > 0) return;
  const features = agency.places.map(({ kind, name, latDeg, lonDeg, hours }) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [lonDeg, latDeg] },
    properties: { kind, name: { ...name }, hours },
  }));
  await replacePlaces(deps, agencyId, { type: 'FeatureCollection', features }, SEEDER);
}

/** Made-up people agree to share their position, once: who withdrew stays so. */
async function seedConsents(deps: SeedDeps, cast: Cast, file: DrillFile): Promise<void> {
  const { database, clock } = deps;
  const known = await loadAsked(database);
  const given = { act: 'given', textVersion: CONSENT_TEXT, untilMs: null } as const;
  for (const { key, kind } of cast.people) {
    const personId = file.people[key] as PersonId | undefined;
    if (personId === undefined || known.has(personId) || (kind !== 'protected' && kind !== 'household')) continue;
    const acting = { database, clock, book: new ConsentBook(), isProtected: () => true };
    valueOrRefuse(await actOnConsent(acting, personId, given, SEEDER));
  }
}

/** A number that nobody can have; what is sent to it ends in the sink. The protected side alone is called. */
function phoneOf(kind: string, key: string): string | null {
  if (kind !== 'protected' && kind !== 'household') return null;
  return `+82 10-0000-${key.replace(/\D/g, '').padStart(4, kind === 'protected' ? '0' : '9')}`;
}

function wearersOf(cast: Cast): ReadonlySet<string> {
  return new Set(cast.people.filter(({ kind }) => kind === 'wearer').map(({ key }) => key));
}

async function seedDevice(
  deps: SeedDeps,
  cast: CastDevice,
  file: DrillFile,
  wearers: ReadonlySet<string>,
): Promise<DrillFile['devices'][number]> {
  const payloadKey = cast.encrypted ? randomBytes(16).toString('hex') : null;
  const { protocol } = cast;
  const person = file.people[cast.person]!;
  const isWearers = wearers.has(cast.person);
  // A wearer's device is fitted with all that belongs to it; a protected person's phone is simply theirs.
  const personId = isWearers ? null : person;
  const request = { agencyId: file.agencies[cast.agency]!, personId, protocol, payloadKey };
  const told = { ...deps, onDeviceChange: () => undefined };
  let made = await createDevice(told, { ...request, externalId: cast.externalId }, SEEDER);
  // An earlier drill in this database may hold the name: a phone's token alone names it then, a tracker takes another.
  for (let tries = 1; !made.ok && made.error.code === 'conflict' && tries <= NAME_TRIES; tries += 1) {
    const externalId = sideOf(protocol) === null ? null : otherName(cast.externalId!, tries);
    made = await createDevice(told, { ...request, externalId }, SEEDER);
  }
  const { device, token } = valueOrRefuse(made);
  if (isWearers) await fitDevice(told, device.deviceId, person as PersonId);
  const payloadKeyHex = payloadKey === null ? null : Buffer.from(payloadKey, 'utf8').toString('hex');
  const { deviceId, externalId } = device;
  return { castKey: cast.key, deviceId, protocol, token, externalId, payloadKeyHex, deviceUrl: '' };
}

function deskOf(deps: SeedDeps & DeviceDeps): DeskDeps {
  return {
    ...deps,
    dutiesOf: (jurisdiction) => deps.packs.current(jurisdiction, deps.clock.nowMs())?.duties ?? null,
    labelsOf: () => [],
    onWearerChange: () => undefined,
  };
}

/** What is fitted is returned; what was merely handed over is handed back. */
async function giveBack(deps: SeedDeps, deviceId: string, isWearers: boolean): Promise<void> {
  const told = { ...deps, onDeviceChange: () => undefined };
  if ((await loadAssignments(deps.database, deviceId)).at(-1)?.untilMs !== null) return;
  if (isWearers) {
    const by: DeskActor = { actor: SEEDER, officerId: null, agencyId: null, who: OPERATOR };
    const returned = await actOnDevice(deskOf(told), deviceId, { act: 'return', reason: 'device-swap' }, by);
    if (returned.ok) return;
  }
  valueOrRefuse(await assignDevice(told, deviceId, { personId: null }, SEEDER));
}

/** As an officer would: reserved, every duty acknowledged, fitted. */
async function fitDevice(deps: SeedDeps & DeviceDeps, deviceId: string, personId: PersonId): Promise<void> {
  const desk = deskOf(deps);
  const by: DeskActor = { actor: SEEDER, officerId: null, agencyId: null, who: OPERATOR };
  const reserve = { act: 'reserve', personId, appointmentMs: null, words: null } as const;
  valueOrRefuse(await actOnDevice(desk, deviceId, reserve, by));
  const pack = deps.packs.current('kr', deps.clock.nowMs());
  assert(pack !== null, 'the drill city lies under the Korean pack');
  for (const { id } of pack.duties) {
    valueOrRefuse(await actOnDevice(desk, deviceId, { act: 'acknowledge-duty', duty: id }, by));
  }
  valueOrRefuse(await actOnDevice(desk, deviceId, { act: 'fit' }, by));
}

/** Fifteen digits as well: the drill's are of the kind 0010100000000nn. */
function otherName(externalId: string, tries: number): string {
  return `${externalId.slice(0, 6)}${String(tries).padStart(4, '0')}${externalId.slice(10)}`;
}

/** Whoever has another kind of device than when the drill was seeded gets it now, and gives the old one back. */
async function renewDevice(
  deps: SeedDeps,
  cast: CastDevice,
  file: DrillFile,
  wearers: ReadonlySet<string>,
): Promise<void> {
  const at = file.devices.findIndex((device) => device.castKey === cast.key);
  const old = file.devices[at];
  if (old?.protocol === cast.protocol) return;
  if (old !== undefined) {
    await giveBack(deps, old.deviceId, wearers.has(cast.person));
    file.devices.splice(at, 1);
  }
  file.devices.push(await seedDevice(deps, cast, file, wearers));
}

/** A drill that is taken up months later finds its orders run out: the same order is made again. */
async function renewOrder(deps: SeedDeps, order: CastOrder, file: DrillFile): Promise<void> {
  const protectedId = file.people[order.protected[0]!]!;
  const wearerId = file.people[order.wearer]!;
  const standing = await ordersNaming(deps.database, protectedId);
  const nowMs = deps.clock.nowMs();
  if (standing.some((known) => known.wearerId === wearerId && (known.status !== 'active' || inForce(known, nowMs))))
    return;
  await seedOrder(deps, order, file);
}

async function seedOrder(deps: SeedDeps, order: CastOrder, file: DrillFile): Promise<void> {
  const id = (key: string): string => file.people[key]!;
  const { label, measure, restraintM, warnM, noticeM, rings, wearerIntervalS, protectedIntervalS } = order;
  const request = {
    ...{ label, measure, restraintM, warnM, noticeM, rings: { ...rings }, wearerIntervalS, protectedIntervalS },
    agencyId: file.agencies[order.agency]!,
    wearerId: id(order.wearer),
    protectedIds: order.protected.map(id),
    householdIds: order.household.map(id),
    exercise: true,
    zones: order.zones.map((zone) => {
      const { kind, name, shape, warnM: zoneWarnM, noticeM: zoneNoticeM } = zone;
      return { kind, name: name.ko, shape, ofPersonId: id(zone.of), warnM: zoneWarnM, noticeM: zoneNoticeM };
    }),
  };
  valueOrRefuse(await createOrder({ ...deps, onOrderChange: () => undefined }, request, SEEDER));
}
