/** A running Magpie on a database of its own, with a small case: one wearer, one protected person, one officer. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { assert } from '../../src/core/assert.ts';
import type { Clock } from '../../src/core/clock.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { OrderId, PersonId } from '../../src/core/ids.ts';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { HOUR_MS } from '../../src/core/time.ts';
import { assignDevice, createDevice, type DeviceProtocol } from '../../src/devices/service.ts';
import { LIMITS as INGEST_LIMITS } from '../../src/ingest/limits.ts';
import { UNDERTAKING_TEXT } from '../../src/orders/contract.ts';
import { acceptUndertaking } from '../../src/orders/own-orders.ts';
import { createOrder, endOrderNow } from '../../src/orders/service.ts';
import { actOnConsent } from '../../src/people/consent-acts.ts';
import { CONSENT_TEXT } from '../../src/people/contract.ts';
import { createAgency, createPerson } from '../../src/people/service.ts';
import type { KeyStore, MasterKey } from '../../src/safeguards/service.ts';
import { Magpie } from '../../src/server/assemble.ts';
import type { DevicePorts } from '../../src/server/device-doors.ts';
import type { ExchangeSettings } from '../../src/server/exchange.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import type { LogSetting } from '../../src/server/log/setting.ts';
import { createLogger } from '../../src/server/logger.ts';
import { type MqttOptions, NO_MQTT } from '../../src/server/mqtt-doors.ts';
import { NO_PROVIDERS, type NotifySettings } from '../../src/server/notify-settings.ts';
import { createSignInCode } from '../../src/server/sessions/service.ts';
import { testPolicies } from './access.ts';
import { PACKS } from './packs.ts';

const SETTER = { kind: 'system', id: null };

export interface TestCase {
  readonly agencyId: string;
  readonly orderId: string;
  readonly pairId: string;
  readonly wearerId: string;
  readonly protectedId: string;
  readonly officerId: string;
  readonly wearerToken: string;
  readonly protectedToken: string;
}

export interface MagpieSetting {
  readonly appUrl: string;
  readonly masterKey?: MasterKey;
  readonly keyStore?: KeyStore;
  readonly rotateKeys?: () => Promise<void>;
  readonly clock?: Clock;
  readonly port?: number;
  readonly devicePort?: number;
  readonly trackerPorts?: DevicePorts['trackers'];
  readonly allow?: DevicePorts['allow'];
  readonly deviceTls?: DevicePorts['tls'];
  /** Absent: no MQTT. */
  readonly mqtt?: MqttOptions;
  readonly traccarSecret?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly pagesRoot?: string;
  readonly publicUrl?: string;
  readonly realPersons?: boolean;
  readonly streets?: string;
  readonly snapshotEveryMs?: number;
  /** Absent: no public log. */
  readonly verifiableLog?: LogSetting;
  readonly notify?: Partial<NotifySettings>;
  /** Absent: no folders. */
  readonly exchange?: Partial<ExchangeSettings>;
  /** Absent: silent, or by MAGPIE_LOG. */
  readonly log?: Logger;
}

/** Not started. */
export function newMagpie(setting: MagpieSetting): Magpie {
  return new Magpie({
    appUrl: setting.appUrl,
    masterKey: setting.masterKey ?? randomBytes(32),
    ...(setting.keyStore && { keyStore: setting.keyStore }),
    ...(setting.rotateKeys && { rotateKeys: setting.rotateKeys }),
    adminToken: randomBytes(32).toString('base64url'),
    clock: setting.clock ?? systemClock,
    log: setting.log ?? createLogger(process.env.MAGPIE_LOG ?? 'silent'),
    packs: PACKS,
    policies: testPolicies(),
    pagesRoot: setting.pagesRoot ?? join(CHECKOUT, 'web/dist'),
    streets: setting.streets ?? '{"type":"FeatureCollection","features":[]}',
    host: '127.0.0.1',
    port: setting.port ?? 0,
    devicePorts: {
      http: setting.devicePort ?? 0,
      trackers: setting.trackerPorts ?? {},
      allow: setting.allow ?? null,
      tls: setting.deviceTls ?? null,
    },
    mqtt: setting.mqtt ?? NO_MQTT,
    notify: { ...NO_PROVIDERS, ...setting.notify },
    exchange: { folder: null, ca: [], ...setting.exchange },
    traccarSecret: setting.traccarSecret ?? null,
    phoneUrl: null,
    publicUrl: setting.publicUrl ?? null,
    realPersons: setting.realPersons ?? false,
    hosts: [],
    tls: setting.tls ?? null,
    pictureIntervalMs: { protected: 0, household: 0, officer: 0 },
    verifiableLog: setting.verifiableLog ?? null,
    snapshotEveryMs: setting.snapshotEveryMs ?? INGEST_LIMITS.snapshotEveryMs,
  });
}

/** Seconds between reports that the devices are told to keep. */
export interface CaseOptions {
  readonly intervalS?: number;
  readonly untilMs?: number;
  readonly name?: string;
  /** Whether the protected person gave the undertaking of the law, so that places are shown to them; absent: yes. */
  readonly undertaken?: boolean;
  /** Of the protected person; absent: none. */
  readonly phone?: string;
}

export async function makeCase(magpie: Magpie, options: CaseOptions = {}): Promise<TestCase> {
  const { database, sealer } = magpie;
  const { clock, packs } = magpie.options;
  const deps = {
    ...{ database, sealer, clock, packs, randomBytes, jurisdictions: packs.jurisdictions() },
    ...{ onDeviceChange: () => undefined, onOrderChange: () => undefined },
  };
  const name = options.name ?? 'exercise';
  const { agencyId } = valueOrRefuse(await createAgency(deps, { name, jurisdiction: 'kr' }, SETTER));
  const person = async (kind: 'protected' | 'wearer' | 'officer') => {
    const request = {
      kind,
      agencyId,
      name: `${name} ${kind}`,
      phone: kind === 'protected' ? (options.phone ?? null) : null,
      language: 'en',
      householdOf: null,
      exercise: true,
    } as const;
    return valueOrRefuse(await createPerson(deps, request, SETTER)).personId;
  };
  // An hour ago: what the tests' devices report of the last minutes is theirs, and has a basis.
  const from = new Date(clock.nowMs() - HOUR_MS).toISOString();
  const device = async (personId: string) => {
    const request = { agencyId, protocol: 'osmand', externalId: null, payloadKey: null, personId: null } as const;
    const made = valueOrRefuse(await createDevice(deps, request, SETTER));
    valueOrRefuse(await assignDevice(deps, made.device.deviceId, { personId, from }, SETTER));
    assert(made.token !== null, 'a phone app proves itself by a token');
    return made.token;
  };
  const [wearerId, protectedId, officerId] = [
    await person('wearer'),
    await person('protected'),
    await person('officer'),
  ];
  const intervalS = options.intervalS ?? 5;
  const until = options.untilMs === undefined ? {} : { until: new Date(options.untilMs).toISOString() };
  const request = {
    ...{ agencyId, wearerId, protectedIds: [protectedId], householdIds: [], exercise: true, zones: [] },
    ...{ wearerIntervalS: intervalS, protectedIntervalS: intervalS, from, ...until },
  };
  const detail = valueOrRefuse(await createOrder(deps, request, SETTER));
  await shareFrom(magpie, protectedId, clock.nowMs() - HOUR_MS);
  if (options.undertaken !== false) await undertake(magpie, protectedId);
  const tokens = { wearerToken: await device(wearerId), protectedToken: await device(protectedId) };
  const { orderId } = detail.order;
  return { agencyId, orderId, pairId: detail.pairs[0]!.pairId, wearerId, protectedId, officerId, ...tokens };
}

/** They share where they are since that instant. */
export async function shareFrom(magpie: Magpie, personId: string, fromMs: number): Promise<void> {
  const { database, consents } = magpie;
  const deps = { database, book: consents, clock: { nowMs: () => fromMs }, isProtected: () => true };
  const given = { act: 'given', textVersion: CONSENT_TEXT, untilMs: null } as const;
  valueOrRefuse(await actOnConsent(deps, personId as PersonId, given, SETTER));
}

/** They read what the law of Korea says of leaking, and said so. */
export async function undertake(magpie: Magpie, personId: string): Promise<void> {
  const { database, viewing } = magpie;
  const deps = { database, ...magpie.options, undertakings: viewing.undertakings };
  const said = { jurisdiction: 'kr', textVersion: UNDERTAKING_TEXT };
  valueOrRefuse(await acceptUndertaking(deps, personId as PersonId, said, SETTER));
}

/** A tracker that the wearer carries since half an hour, known by its own name. */
export async function trackerOf(
  magpie: Magpie,
  one: TestCase,
  protocol: DeviceProtocol,
  externalId: string,
): Promise<{ deviceId: string }> {
  const { database, sealer, directory } = magpie;
  const { clock } = magpie.options;
  const deps = { database, sealer, clock, randomBytes, onDeviceChange: () => directory.markStale() };
  const request = { agencyId: one.agencyId, protocol, externalId, payloadKey: null, personId: null };
  const { device } = valueOrRefuse(await createDevice(deps, request, SETTER));
  const from = new Date(clock.nowMs() - HOUR_MS / 2).toISOString();
  valueOrRefuse(await assignDevice(deps, device.deviceId, { personId: one.wearerId, from }, SETTER));
  await directory.catchUp();
  return device;
}

/** A phone of the protected person's with OwnTracks, whose payload is encrypted with the secret. */
export async function owntracksDevice(magpie: Magpie, one: TestCase, payloadKey: string): Promise<{ token: string }> {
  const request = { protocol: 'owntracks', externalId: 'exercise/phone', payloadKey } as const;
  const { token } = await deviceOf(magpie, one.agencyId, one.protectedId, request);
  assert(token !== null, 'a phone app proves itself by a token');
  return { token };
}

/** A device that the person carries since an hour, known to the running Magpie. */
export async function deviceOf(
  magpie: Magpie,
  agencyId: string,
  personId: string,
  kind: { readonly protocol: DeviceProtocol; readonly externalId?: string; readonly payloadKey?: string },
): Promise<{ readonly deviceId: string; readonly token: string | null }> {
  const { database, sealer, directory } = magpie;
  const { clock } = magpie.options;
  const deps = { database, sealer, clock, randomBytes, onDeviceChange: () => directory.markStale() };
  const request = { agencyId, personId: null, externalId: null, payloadKey: null, ...kind };
  const { device, token } = valueOrRefuse(await createDevice(deps, request, SETTER));
  const from = new Date(clock.nowMs() - HOUR_MS).toISOString();
  valueOrRefuse(await assignDevice(deps, device.deviceId, { personId, from }, SETTER));
  await directory.catchUp();
  return { deviceId: device.deviceId, token };
}

/** As the API does it: the order is read again and open streams are cut. */
export async function cancelOrder(magpie: Magpie, orderId: string): Promise<void> {
  const { database, sealer, book, reconciler } = magpie;
  const { clock, packs } = magpie.options;
  const deps = { database, sealer, clock, packs, randomBytes, onOrderChange: () => undefined };
  valueOrRefuse(await endOrderNow(deps, orderId, 'cancelled', SETTER));
  book.markStale(orderId as OrderId);
  await reconciler.run();
}

/** A one-time code for the person's sign-in. */
export async function signInCode(magpie: Magpie, personId: string): Promise<string> {
  const { database } = magpie;
  const deps = { database, clock: magpie.options.clock, randomBytes };
  return valueOrRefuse(await createSignInCode(deps, personId, SETTER)).code;
}

export interface Called {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly error?: { readonly code: string } };
}

/** Calls a running server as a page of ours does; `cookie` null: with the admin token. An answer without a body is {}. */
export async function callServer(
  magpie: Magpie,
  cookie: string | null,
  method: string,
  path: string,
  body?: object,
): Promise<Called> {
  const response = await fetch(`http://127.0.0.1:${magpie.port}${path}`, {
    method,
    headers: {
      'x-magpie': '1',
      ...(cookie === null ? { authorization: `Bearer ${magpie.options.adminToken}` } : { cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Called['body'] };
}

/** The session cookie of a new sign-in. */
export async function signedIn(magpie: Magpie, personId: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${magpie.port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-magpie': '1' },
    body: JSON.stringify({ code: await signInCode(magpie, personId) }),
  });
  if (response.status !== 200) throw new Error(`sign-in answered ${response.status}`);
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** An open session without a sign-in, of a Magpie that is not running: its id. */
export async function openSession(
  database: Pick<Magpie['database'], 'query'>,
  personId: string,
  nowMs: number,
): Promise<string> {
  const tokenHash = randomBytes(32);
  await database.query(
    `insert into server.session (token_hash, session_id, person_id, created_at_ms, last_seen_at_ms, expires_at_ms, platform, browser)
     values ($1, $2, $3, $4, $4, $5, 'other', 'other')`,
    [tokenHash, randomUUID(), personId, nowMs, nowMs + 3_600_000],
  );
  return tokenHash.toString('hex');
}

/** Metres on the made-up ground: open sea, so that no coordinate of a test lies on anyone's street. */
const ORIGIN = { latDeg: 36, lonDeg: 124.5 };

export function at(eastM: number, northM: number): { latDeg: number; lonDeg: number } {
  const latDeg = ORIGIN.latDeg + northM / 110_976;
  return { latDeg, lonDeg: ORIGIN.lonDeg + eastM / (111_320 * Math.cos((ORIGIN.latDeg * Math.PI) / 180)) };
}

/** Sends one fix as a phone does; the HTTP status. */
export async function report(
  devicePort: number,
  token: string,
  point: { latDeg: number; lonDeg: number },
  fixedAtMs: number,
): Promise<number> {
  const query = new URLSearchParams({
    id: token,
    lat: point.latDeg.toFixed(7),
    lon: point.lonDeg.toFixed(7),
    timestamp: String(fixedAtMs),
    accuracy: '8',
  });
  const response = await fetch(`http://127.0.0.1:${devicePort}/?${query}`);
  await response.arrayBuffer();
  return response.status;
}
