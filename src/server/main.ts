/**
 * `npm start`: everything in one process, from nothing to the ready line, and back to nothing. Progress goes to `say`, what
 * people are to use goes to `print`. Each failure is one clear line with its remedy (`OperatorError`).
 */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { assert } from '../core/assert.ts';
import type { Clock } from '../core/clock.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { MINUTE_MS } from '../core/time.ts';
import { cityGeoJson } from '../drills/city/geojson.ts';
import { sideOf } from '../drills/devices/sides.ts';
import { createDrillWorld, type Drill, type DrillWorld, startDrill } from '../drills/service.ts';
import { LIMITS as INGEST_LIMITS } from '../ingest/limits.ts';
import { Magpie } from './assemble.ts';
import { type Certificate, CertificateWatch, readCertificate } from './certificate.ts';
import { PgDatabase } from './database.ts';
import type { DevicePorts } from './device-doors.ts';
import { wantedAllowList, wantedTls, wantedTrackerPorts } from './device-setting.ts';
import { MIGRATIONS, makeDataFolder } from './folders.ts';
import { trustedProxiesOf } from './http/source.ts';
import { lockInstance } from './instance-lock.ts';
import { type Keys, openKeys } from './keys/open-keys.ts';
import { wantedVault } from './keys/setting.ts';
import { type Access, LOOPBACK, lanAccess } from './lan.ts';
import { readAccess, readLaw, registerAccess, registerLaw } from './law.ts';
import { logSettingOf } from './log/setting.ts';
import { createLogger } from './logger.ts';
import { migrate } from './migrate.ts';
import { isInClear, outsideBrokerOf } from './mqtt-settings.ts';
import { notifySettingsOf } from './notify-settings.ts';
import { OperatorError } from './operator-error.ts';
import { portNear } from './ports.ts';
import { provideDatabase } from './postgres/provide.ts';
import { applySwitch } from './real-persons.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { type DeviceUrl, type DrillFile, ensureDrill, withUrl } from './seed.ts';
import { createSignInCode, signInPath } from './sessions/service.ts';
import { loadTraccarSecret } from './traccar-secret.ts';

export interface StartOptions {
  readonly dataFolder: string;
  readonly pagesRoot: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Wanted ports; a taken one is said, and the next free one used. */
  readonly port: number;
  readonly devicePort: number;
  /** Of the embedded MQTT broker. */
  readonly mqttPort: number;
  /** Open to the local network, with TLS. */
  readonly lan: boolean;
  /** `auto`: seed the drill city into an empty database only. */
  readonly drill: 'auto' | 'yes' | 'no';
  /** What must be done before anything is served (building the pages), once the data folder is this server's own. */
  prepare?(): Promise<unknown>;
  /** Progress, one line a call. */
  say(line: string): void;
  /** Links and the ready line. */
  print(line: string): void;
}

export interface Running {
  readonly magpie: Magpie;
  /** Ends drill, server and database, in this order. Idempotent. */
  stop(): Promise<void>;
}

/** Who gets a link at start, by key of the cast. */
const LINKS: readonly (readonly [role: string, castKey: string])[] = [
  ['protected person', 'p1'],
  ['household member', 'h1'],
  ['monitoring officer', 'o1'],
  ['supporter', 's1'],
  ['petitioner', 'q2'],
  ['police officer', 'l1'],
  ['prosecutor', 'g1'],
  ['judge', 'j1'],
  ['court clerk', 'c1'],
  ['wearer', 'w1'],
  ['lawyer', 'v1'],
  ['overseer', 'o9'],
];

const CERTIFICATE_EVERY_MS = MINUTE_MS;

export async function start(options: StartOptions): Promise<Running> {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= stopAll(closers, options);
    return stopping;
  };
  try {
    return { magpie: await startParts(options, closers), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll(closers: readonly (() => Promise<unknown> | unknown)[], options: StartOptions): Promise<void> {
  for (const close of [...closers].reverse()) {
    try {
      await close();
    } catch (error) {
      options.say(`a part did not stop cleanly: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}

async function startParts(options: StartOptions, closers: (() => Promise<unknown> | unknown)[]): Promise<Magpie> {
  const { dataFolder, env, clock, say } = options;
  await makeDataFolder(dataFolder);
  const lock = await lockInstance(dataFolder);
  closers.push(() => lock.release());
  await options.prepare?.();
  const secrets = await loadSecrets(dataFolder);
  const outside = outsideBrokerOf(env);
  if (outside !== null && isInClear(outside)) {
    say('the outside MQTT broker is reached without TLS: whoever is on the way can read positions; use mqtts://');
  }
  const trustedProxies = trustedProxiesOf(env.MAGPIE_TRUSTED_PROXIES);
  const notify = notifySettingsOf(env);
  const traccarSecret = await loadTraccarSecret(dataFolder, env);
  const database = await provideDatabase({ dataFolder, secrets, clock, env, say });
  closers.push(() => database.stop());
  await migrate(database.ownerUrl, MIGRATIONS, clock, (name) => say(`applied ${name}`));
  const givenUrl = publicUrlOf(env);
  const { ownerUrl } = database;
  const keyStore = (await wantedVault(env)) === null ? 'data-folder' : 'elsewhere';
  const asked = { env, notify, publicUrl: givenUrl, drill: options.drill, keyStore } as const;
  const realPersons = await applySwitch(ownerUrl, asked);
  const log = createLogger(env.MAGPIE_LOG);
  const keys = await keysFor(options, secrets, database.appUrl, log);
  closers.push(() => keys.store.close());
  const world = createDrillWorld();
  const access = options.lan ? await lanAccess(dataFolder, clock, say) : LOOPBACK;
  const port = await choosePort(options.port, access.host, 'people', say);
  const packs = readLaw();
  const magpie = new Magpie({
    ...{ appUrl: database.appUrl, clock, log, packs, policies: readAccess(packs), pagesRoot: options.pagesRoot },
    ...{ masterKey: keys.masterKey, keyStore: keys.store, rotateKeys: keys.rotate, adminToken: secrets.adminToken },
    streets: JSON.stringify(cityGeoJson(world.city)),
    ...{ host: access.host, tls: access.tls, realPersons },
    trustedProxies,
    hosts: givenUrl === null ? access.hosts : [...access.hosts, new URL(givenUrl).hostname],
    port,
    publicUrl: givenUrl ?? `${access.scheme}://${access.name}:${port}/`,
    devicePorts: await devicePorts(options, access),
    mqtt: { port: await choosePort(options.mqttPort, access.host, 'MQTT', say), outside },
    ...{ traccarSecret, notify, phoneUrl: phoneUrlOf(env) },
    exchange: { folder: join(dataFolder, 'exchange'), ca: [] },
    verifiableLog: logSettingOf(dataFolder, secrets.instanceId, env),
    pictureIntervalMs: { protected: 0, household: 0, officer: 250 },
    snapshotEveryMs: INGEST_LIMITS.snapshotEveryMs,
  });
  closers.push(() => magpie.stop());
  database.embedded?.onEvent((event) => log.error({ event: event.kind }, 'the embedded PostgreSQL'));
  await registerLaw({ database: magpie.database, clock }, packs);
  await registerAccess({ database: magpie.database, clock }, magpie.options.policies);
  const file = realPersons ? null : await prepareDrill(magpie, world, options);
  await magpie.start(say);
  closers.push(watchCertificate(magpie, dataFolder));
  if (file !== null) {
    const drill = await playDrill(magpie, world, file, options);
    closers.push(() => drill.stop());
  }
  await printLinks(magpie, access, file, options);
  return magpie;
}

/** HTTPS, or loopback for trying: else whoever is on the way reads token and position. */
function phoneUrlOf(env: NodeJS.ProcessEnv): string | null {
  const text = env.MAGPIE_PHONE_URL ?? '';
  if (text === '') return null;
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return new URL(text).href;
  throw new OperatorError('MAGPIE_PHONE_URL is no https address.', 'Give what phones reach: https://<name>/');
}

/** Printed on the papers of orders: where they are checked. */
function publicUrlOf(env: NodeJS.ProcessEnv): string | null {
  const text = env.MAGPIE_PUBLIC_URL ?? '';
  if (text === '') return null;
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return new URL(text).href;
  throw new OperatorError('MAGPIE_PUBLIC_URL is no https address.', 'Give what people reach: https://<name>/');
}

/** What the store has not got, and what had come back in it, is told. */
async function keysFor(options: StartOptions, secrets: Secrets, appUrl: string, log: Logger): Promise<Keys> {
  const { dataFolder, env, clock, say } = options;
  const database = new PgDatabase(appUrl, { connections: 2, task: 'server' });
  try {
    const keys = await openKeys({ dataFolder, env, secrets, database, clock, say });
    const { destroyedAgain, missing } = keys.found;
    if (destroyedAgain > 0) log.warn({ destroyedAgain }, 'erased keys had come back in the key store; destroyed again');
    if (missing > 0) {
      log.error(
        { missing },
        'keys are missing in the key store: what they wrapped is lost, or was erased before this dump',
      );
    }
    return keys;
  } finally {
    await database.close();
  }
}

async function devicePorts(options: StartOptions, access: Access): Promise<DevicePorts> {
  const { env, say, dataFolder } = options;
  const certificate = access.tls ?? (await readCertificate(dataFolder));
  const allow = wantedAllowList(env.MAGPIE_DEVICE_ALLOW);
  const trackers: Record<string, number> = {};
  for (const [protocol, wanted] of Object.entries(wantedTrackerPorts(env.MAGPIE_TRACKERS))) {
    trackers[protocol] = await choosePort(wanted, access.host, `${protocol} trackers`, say);
  }
  if (access !== LOOPBACK && allow === null && Object.keys(trackers).length > 0) {
    say("trackers cannot prove who they are, and anybody in that network may speak in one's name: MAGPIE_DEVICE_ALLOW");
  }
  const http = await choosePort(options.devicePort, access.host, 'devices', say);
  return { http, trackers, allow, tls: wantedTls(env.MAGPIE_DEVICE_TLS, certificate) };
}

/** A certificate that is renewed in data/tls is served from then on, to people and devices alike. */
function watchCertificate(magpie: Magpie, dataFolder: string): () => void {
  const { tls, devicePorts, log } = magpie.options;
  const served = tls ?? devicePorts.tls?.context;
  if (served === undefined) return () => undefined;
  const watch = new CertificateWatch({
    ...{ dataFolder, served: served as Certificate },
    onRenewed: (certificate) => {
      magpie.renewTls(certificate);
      log.warn({}, 'a renewed certificate is served now');
    },
    onRefused: () => log.error({}, 'the certificate in data/tls cannot be served; the one before still is'),
  });
  watch.start(CERTIFICATE_EVERY_MS);
  return () => watch.stop();
}

async function choosePort(wanted: number, host: string, forWhom: string, say: (line: string) => void): Promise<number> {
  const port = await portNear(wanted, host);
  if (port !== wanted) say(`port ${wanted} is taken by another program: using ${port} for ${forWhom}`);
  return port;
}

function seedDeps(magpie: Magpie, options: StartOptions) {
  const { database, sealer, access } = magpie;
  const { clock, packs } = magpie.options;
  return { database, sealer, access, clock, packs, randomBytes, dataFolder: options.dataFolder };
}

/** Before the doors open: who takes part stands in the database. */
async function prepareDrill(magpie: Magpie, world: DrillWorld, options: StartOptions): Promise<DrillFile | null> {
  if (options.drill === 'no') return null;
  options.say('looking after the drill city');
  const file = await ensureDrill(
    seedDeps(magpie, options),
    world.cast,
    deviceUrls({
      ...{ http: magpie.options.devicePorts.http, mqtt: magpie.options.mqtt.port },
      portOf: (protocol) => magpie.options.devicePorts.trackers[protocol] ?? null,
    }),
    options.drill === 'yes',
  );
  if (file === null) options.say('the database holds data of its own: no drill (start with --drill to add one)');
  return file;
}

interface OpenPorts {
  readonly http: number;
  readonly mqtt: number | null;
  portOf(protocol: string): number | null;
}

/** Where the drill's own devices report to: this machine, whoever else may. */
function deviceUrls({ http, mqtt, portOf }: OpenPorts): DeviceUrl {
  const at = (scheme: string, port: number) => `${scheme}://${LOOPBACK.name}:${port}`;
  return ({ protocol, overMqtt }) => {
    if (sideOf(protocol) === null) return overMqtt && mqtt !== null ? at('mqtt', mqtt) : at('http', http);
    const port = portOf(protocol);
    return port === null ? null : at('tcp', port);
  };
}

function playDrill(magpie: Magpie, world: DrillWorld, file: DrillFile, options: StartOptions): Promise<Drill> {
  const plan = world.plan('demo');
  assert(plan !== null, 'the demonstration is always there');
  const { cast } = world;
  // The ports as they are open now: one that was asked for as 0 has its number only here.
  const { devices } = withUrl(
    file,
    cast,
    deviceUrls({
      ...{ http: magpie.devicePort, mqtt: magpie.input.mqtt.broker?.port ?? null },
      portOf: (protocol) => magpie.input.doors.portOf(protocol),
    }),
  );
  return startDrill({
    ...{ devices, clock: options.clock, play: { plan, cast } },
    onProgress: (progress) => {
      if (progress.kind === 'step') options.say(`drill: ${progress.says.en}`);
      if (progress.kind === 'failing')
        options.say(`drill: the device ${progress.device} is not heard (${progress.why})`);
      if (progress.kind === 'told') options.say(`drill: ${progress.device} is told ${progress.command}, and obeys`);
    },
  });
}

function sayReal({ options: { publicUrl } }: Magpie, options: StartOptions): void {
  options.print(
    `Real persons may be entered here. Staff open ${publicUrl ?? ''}enter/ and sign in by passkey; see docs/operate/sign-in.md.`,
  );
}

async function printLinks(
  magpie: Magpie,
  access: Access,
  file: DrillFile | null,
  options: StartOptions,
): Promise<void> {
  const { database } = magpie;
  const sessions = { database, clock: options.clock, randomBytes, onSessionEnd: () => undefined };
  const base = `${access.scheme}://${access.name}:${magpie.port}`;
  options.print('');
  if (magpie.options.realPersons) sayReal(magpie, options);
  else
    options.print(
      'EXERCISE. Everyone and every street here is made up. Open these in a browser; each link signs in once.',
    );
  for (const [role, castKey] of LINKS) {
    const personId = file?.people[castKey];
    if (personId === undefined) continue;
    const made = await createSignInCode(sessions, personId, { kind: 'system', id: null });
    options.print(`${role}: ${base}${signInPath(valueOrRefuse(made).code)}`);
  }
  options.print(
    `A real phone (Traccar Client, OsmAnd, OwnTracks) reports to: http://${access.name}:${magpie.devicePort}/ - see docs/operate/phones.md`,
  );
  const trackers = magpie.input.doors.trackerPorts().map(([protocol, port]) => `${protocol} ${port}`);
  if (trackers.length > 0) options.print(`Trackers report to ${access.name}, ports: ${trackers.join(', ')}`);
  const mqtt = magpie.input.mqtt.broker;
  if (mqtt !== null) {
    options.print(`OwnTracks over MQTT${access.tls === null ? '' : ' (TLS)'}: ${access.name}, port ${mqtt.port}`);
  }
  options.print('Magpie is ready');
}
