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
import { createDevice, type DeviceDeps } from '../devices/service.ts';
import type { Cast, CastDevice, CastOrder } from '../drills/cast.ts';
import { createOrder, inForce, type OrderDeps, ordersNaming } from '../orders/service.ts';
import { createAgency, createPerson, loadAgencies, loadPerson, type PeopleDeps } from '../people/service.ts';
import type { Actor } from '../safeguards/service.ts';

const drillFileSchema = z.object({
  agencies: z.record(z.string(), z.uuid()),
  people: z.record(z.string(), z.uuid()),
  devices: z.array(
    z.object({
      castKey: z.string(),
      deviceId: z.uuid(),
      protocol: z.enum(['osmand', 'owntracks']),
      token: z.string(),
      externalId: z.string().nullable(),
      /** The key of an encrypted payload, 32 bytes; null when it is plain. */
      payloadKeyHex: z.string().nullable(),
      /** Where the device sends to. */
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
};

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
  deviceUrl: string,
  force: boolean,
): Promise<DrillFile | null> {
  const found = await readDrillFile(deps);
  if (found !== null) {
    for (const order of cast.orders) await renewOrder(deps, order, found);
    return writeDrillFile(deps.dataFolder, withUrl(found, deviceUrl));
  }
  if (!force && (await loadAgencies(deps.database)).length > 0) return null;
  // All of it or nothing, and the file before the commit: a start that is cut short must not leave what looks like others' data.
  return deps.database.transaction(async (tx) => {
    const database: Database = { query: (text, values) => tx.query(text, values), transaction: (work) => work(tx) };
    return writeDrillFile(deps.dataFolder, withUrl(await seed({ ...deps, database }, cast), deviceUrl));
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

function withUrl(file: DrillFile, deviceUrl: string): DrillFile {
  return { ...file, devices: file.devices.map((device) => ({ ...device, deviceUrl })) };
}

async function seed(deps: SeedDeps, cast: Cast): Promise<DrillFile> {
  const people = { ...deps, jurisdictions: new Set(deps.packs.keys()) };
  const file: DrillFile = { agencies: {}, people: {}, devices: [] };
  for (const { key, name, jurisdiction } of cast.agencies) {
    const agency = valueOrRefuse(await createAgency(people, { name: name.en, jurisdiction }, SEEDER));
    file.agencies[key] = agency.agencyId;
  }
  for (const { key, agency, kind, name, language, householdOf } of cast.people) {
    const ids = {
      agencyId: file.agencies[agency]!,
      householdOf: householdOf === null ? null : file.people[householdOf]!,
    };
    const request = { ...ids, kind, name: name[language], phone: null, language, exercise: true };
    file.people[key] = valueOrRefuse(await createPerson(people, request, SEEDER)).personId;
  }
  const wearers = new Set(cast.people.filter(({ kind }) => kind === 'wearer').map(({ key }) => key));
  for (const device of cast.devices) file.devices.push(await seedDevice(deps, device, file, wearers));
  for (const order of cast.orders) await seedOrder(deps, order, file);
  return file;
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
  // An earlier drill in this database may hold the name: the token alone names the device then.
  if (!made.ok && made.error.code === 'conflict')
    made = await createDevice(told, { ...request, externalId: null }, SEEDER);
  const { device, token } = valueOrRefuse(made);
  assert(token !== null, 'a phone app proves itself by a token');
  if (isWearers) await fitDevice(told, device.deviceId, person as PersonId);
  const payloadKeyHex = payloadKey === null ? null : Buffer.from(payloadKey, 'utf8').toString('hex');
  const { deviceId, externalId } = device;
  return { castKey: cast.key, deviceId, protocol, token, externalId, payloadKeyHex, deviceUrl: '' };
}

/** As an officer would: reserved, every duty acknowledged, fitted. */
async function fitDevice(deps: SeedDeps & DeviceDeps, deviceId: string, personId: PersonId): Promise<void> {
  const desk: DeskDeps = {
    ...deps,
    dutiesOf: (jurisdiction) => deps.packs.get(jurisdiction)?.duties ?? null,
    labelsOf: () => [],
    onWearerChange: () => undefined,
  };
  const by: DeskActor = { actor: SEEDER, officerId: null, agencyId: null };
  const reserve = { act: 'reserve', personId, appointmentMs: null, words: null } as const;
  valueOrRefuse(await actOnDevice(desk, deviceId, reserve, by));
  const pack = [...deps.packs.values()].find(({ jurisdiction }) => jurisdiction === 'kr');
  assert(pack !== undefined, 'the drill city lies under the Korean pack');
  for (const { id } of pack.duties) {
    valueOrRefuse(await actOnDevice(desk, deviceId, { act: 'acknowledge-duty', duty: id }, by));
  }
  valueOrRefuse(await actOnDevice(desk, deviceId, { act: 'fit' }, by));
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
