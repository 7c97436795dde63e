/**
 * The running Magpie, put together from its parts in the order of one fix's journey: no part reaches for another by itself.
 * Fails toward not starting: a part that cannot stand stops the start, and what was opened is closed again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { IncidentId } from '../core/ids.ts';
import { SECOND_MS } from '../core/time.ts';
import { HealthTracker } from '../devices/service.ts';
import { auditRefusal, createLiveHub, type LiveHub, type Refusal, type SharingBook } from '../disclosure/service.ts';
import { loadCursor, recordRestart } from '../incidents/service.ts';
import { DeviceDirectory } from '../ingest/device-directory.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import type { JournaledInput } from '../ingest/inputs.ts';
import { Journal } from '../ingest/journal.ts';
import { LIMITS as INGEST_LIMITS } from '../ingest/limits.ts';
import { Quarantine } from '../ingest/quarantine.ts';
import { SnapshotStore } from '../ingest/snapshots.ts';
import { DocumentWorker } from '../orders/documents/worker/document-worker.ts';
import { ConsentBook } from '../people/consent-book.ts';
import { type Access, Sealer } from '../safeguards/service.ts';
import { newAccess } from './access-deps.ts';
import type { Beat } from './beat.ts';
import { PgDatabase, type QueryError } from './database.ts';
import { DeviceCommands } from './device-commands.ts';
import { type DeviceInput, newDeviceInput } from './device-input.ts';
import { DeviceWatch } from './device-watch.ts';
import { Erasing } from './erasing.ts';
import { type Exchange, newExchange } from './exchange.ts';
import { newSharing } from './help.ts';
import { describeError } from './http/errors.ts';
import { renewPagesTls } from './http/tls.ts';
import { keepHouse } from './keep-house.ts';
import { registerAccess, registerLaw } from './law.ts';
import { recordEngineRead } from './lawful-reads.ts';
import { newLinking } from './linking.ts';
import { addressOf } from './listening.ts';
import { liveDeps } from './live-deps.ts';
import { newLogKeeper } from './log/deps.ts';
import type { LogKeeper } from './log/keeper.ts';
import type { MagpieOptions } from './magpie-options.ts';
import { createMetrics } from './metrics.ts';
import { newBeat } from './new-beat.ts';
import { NotifyDelivery } from './notify-delivery.ts';
import { OrderBook } from './order-book.ts';
import { Reconciler } from './reconcile.ts';
import { reconcileDeps } from './reconcile-deps.ts';
import { RequestDatabase } from './request-database.ts';
import { restoreShard } from './restore.ts';
import { ViewGate } from './sessions/view-gate.ts';
import { Shard } from './shard.ts';
import { shardDeps } from './shard-deps.ts';
import { Snapshots } from './snapshots.ts';
import { recordSettings } from './start-entry.ts';
import { type Part, Troubles } from './trouble.ts';
import { newViewing, type Viewing } from './viewing.ts';
import { createPeoplesServer } from './web-server.ts';
import { WithheldPositions } from './withheld-positions.ts';
import { connectWriter } from './writer-connection.ts';
import { takePlace } from './writer-place.ts';

const SHARD = 0;
/** For the last findings to be recorded at a stop; what is not is found again by the next start. */
const LAST_FINDINGS_MS = 2_000;

export class Magpie {
  readonly options: MagpieOptions;
  /** The server's own work, for all cases; never for a request: those ask `requests`. */
  readonly database: PgDatabase;
  readonly #people: PgDatabase;
  /** Sees what the person of the request may see. */
  readonly requests: RequestDatabase;
  readonly sealer: Sealer;
  readonly access: Access;
  readonly book: OrderBook;
  readonly directory: DeviceDirectory;
  readonly consents = new ConsentBook();
  readonly viewing: Viewing;
  readonly withheld: WithheldPositions;
  readonly commands: DeviceCommands;
  readonly health: HealthTracker;
  readonly watch: DeviceWatch;
  readonly exchange: Exchange;
  readonly hub: LiveHub;
  readonly sharing: SharingBook;
  readonly gate = new ViewGate();
  readonly shard: Shard;
  readonly journal: Journal;
  readonly quarantine: Quarantine;
  readonly reconciler: Reconciler;
  readonly snapshots: Snapshots;
  readonly notify: NotifyDelivery;
  readonly troubles: Troubles;
  readonly documentWorker = new DocumentWorker();
  readonly metrics = createMetrics(
    () => this.hub.stats().streams,
    () => this.input.doors.states(),
  );
  readonly erasing = new Erasing(this, this.metrics.registry);
  readonly input: DeviceInput;
  readonly linking = newLinking(this, (error) => this.#report('taking up an order that moved', error));
  readonly logKeeper: LogKeeper | null;
  readonly #stopping = new AbortController();
  readonly #store: SnapshotStore;
  #rebuiltUpTo = 0;
  #isLive = false;
  #app: FastifyInstance | null = null;
  #beat: Beat | null = null;

  /** Puts the parts together; nothing is opened before `start`. */
  constructor(options: MagpieOptions) {
    const { clock, log, packs } = options;
    this.options = options;
    const onConnectionLost = (error: QueryError) => log.warn({ code: error.code }, 'a database connection was lost');
    this.database = new PgDatabase(options.appUrl, { onConnectionLost, task: 'server' });
    this.#people = new PgDatabase(options.appUrl, { onConnectionLost });
    this.requests = new RequestDatabase(this.#people, this.database);
    this.troubles = new Troubles({ clock, onChange: (part, sinceMs) => this.#tellTrouble(part, sinceMs) });
    this.sealer = new Sealer(options.masterKey, this.database, options.keyStore ?? null);
    this.access = newAccess(options);
    this.book = new OrderBook({
      ...{ database: this.database, sealer: this.sealer },
      timeZoneOf: (jurisdiction) => packs.timeZoneOf(jurisdiction) ?? 'UTC',
    });
    const forwarders = options.traccarSecret === null ? {} : { traccar: options.traccarSecret };
    this.directory = new DeviceDirectory(this.database, this.sealer, forwarders);
    this.health = new HealthTracker(this.database);
    this.watch = this.#newWatch();
    this.shard = new Shard(
      shardDeps(
        this,
        (what, error) => this.#report(what, error),
        (ms) => this.#sleep(ms),
      ),
    );
    this.withheld = new WithheldPositions({
      ...{ clock, database: this.database, consents: this.consents, shard: this.shard },
      onIncident: (incidentId, agencyId) => {
        this.hub.onQueueChanged(incidentId, agencyId);
        this.notify.incidentsChanged([incidentId]);
      },
      onWarning: (warning) => this.hub.onWarning(warning),
    });
    const { database, sealer, directory, book } = this;
    this.commands = this.#newCommands();
    this.sharing = newSharing(this);
    this.viewing = newViewing(this);
    this.hub = createLiveHub(
      liveDeps({
        ...{ clock, log, packs, database: this.database, requests: this.requests, access: this.access },
        ...{ book: this.book, shard: this.shard, withheld: this.withheld, gate: this.gate },
        ...{ viewing: this.viewing, sealer: this.sealer },
        pictureIntervalMs: options.pictureIntervalMs,
        onRefused: (refusal) => this.#reportRefusal(refusal),
        isSharing: (personId, agencyId, nowMs) => this.sharing.isSharing(personId, agencyId, nowMs),
        onIncident: (incidentId, agencyId) => {
          this.hub.onQueueChanged(incidentId, agencyId);
          this.notify.deliverer.wake();
        },
      }),
    );
    this.journal = this.#newJournal();
    this.quarantine = this.#newQuarantine();
    this.reconciler = new Reconciler(
      reconcileDeps(this, (error) => this.#report('keeping orders and engine equal', error)),
    );
    this.#store = new SnapshotStore({ database, sealer, asWriter: (work) => this.journal.asWriter(work) });
    this.snapshots = this.#newSnapshots();
    this.notify = this.#newNotify();
    this.logKeeper = newLogKeeper(this, (error) => this.#report(`the verifiable log (${error.message})`, error));
    this.exchange = newExchange(this, (what, error) => this.#report(what, error));
    const { host, devicePorts, mqtt: mqttOptions } = options;
    this.input = newDeviceInput({
      ...{ clock, host, devicePorts, mqttOptions, journal: this.journal, quarantine: this.quarantine },
      ...{ directory, book, metrics: this.metrics, troubles: this.troubles, health: this.health },
      ...{ commands: this.commands, consents: this.consents },
      report: (what, error) => this.#report(what, error),
    });
  }

  #newCommands(): DeviceCommands {
    const { database, sealer, directory, book, shard } = this;
    return new DeviceCommands({
      ...{ clock: this.options.clock, database, sealer, directory, book, shard, input: () => this.input },
      onError: (error) => this.#report('a command to a device', error),
    });
  }

  #newWatch(): DeviceWatch {
    const { clock, packs } = this.options;
    return new DeviceWatch({
      ...{ clock, packs, database: this.database, book: this.book, health: this.health },
      onIncident: (incidentId, agencyId) => this.hub.onQueueChanged(incidentId, agencyId),
      onTrouble: (failed) => this.troubles.set('database', 'device-watch', failed),
      onAlarm: (...alarm) => this.exchange.notices.onAlarm(...alarm),
    });
  }

  get port(): number {
    return addressOf(this.#app?.server ?? null);
  }

  get devicePort(): number {
    return this.input.doors.httpPort;
  }

  /** Rebuilds the engine, takes the writer's place, reads what is known, and only then opens the doors. */
  async start(say: (line: string) => void = () => undefined): Promise<void> {
    const { clock, packs } = this.options;
    await registerLaw({ database: this.database, clock }, packs);
    await registerAccess({ database: this.database, clock }, this.options.policies);
    await this.#rebuild(say);
    await takePlace(
      () => this.journal.open(this.#rebuiltUpTo),
      (ms) => this.#sleep(ms),
    );
    // Only now: whoever wrote here until now may have cancelled an order a moment ago.
    await this.reload();
    await this.commands.dispatcher.load();
    await this.health.load();
    await this.watch.look();
    this.shard.goLive();
    this.#isLive = true;
    await this.reconciler.run();
    await this.shard.recorded();
    await recordRestart(this.database, clock, (subject) => this.shard.levelOf(subject, clock.nowMs()));
    await recordSettings(this);
    await this.sharing.load();
    await recordEngineRead(this, this.#rebuiltUpTo);
    await this.hub.start();
    await keepHouse(this);
    await this.journal.append({ kind: 'tick' }, null, null);
    // Who was unbound just now is not to stay in what this start began with, nor this start without anything for the next.
    await this.snapshots.run();
    this.#beat = newBeat(this, (beat, error) => this.#report(beat, error));
    this.#app = await createPeoplesServer(this);
    await this.#app.listen({ host: this.options.host, port: this.options.port });
    await this.input.doors.open();
    await this.input.mqtt.start();
    this.watch.begin();
    await this.notify.deliverer.start();
    this.exchange.start();
    this.logKeeper?.start();
    this.options.log.info({ atMs: clock.nowMs(), position: this.journal.deliveredPosition }, 'started');
  }

  /** Orders and devices as they stand in the database now. */
  async reload(): Promise<void> {
    await this.book.reload(this.options.clock.nowMs());
    await this.consents.reload(this.database);
    await this.access.assignments.reload(this.database);
    await this.viewing.reload();
    this.directory.markStale();
    await this.directory.catchUp();
  }

  /** Served from the next connection on, to people and devices alike; where there was none at the start, there is none. */
  renewTls(certificate: { readonly key: string; readonly cert: string }): void {
    this.input.doors.renewTls(certificate);
    this.input.mqtt.renewTls(certificate);
    if (this.#app !== null) renewPagesTls(this.#app.server, certificate);
  }

  /** Doors first, then what they feed, the database last. Idempotent. */
  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    const steps: [string, () => Promise<unknown> | undefined][] = [
      ['beat', () => this.#beat?.stop()],
      ["devices' doors", () => this.input.doors.close()],
      ['MQTT doors', () => this.input.mqtt.stop()],
      ['streams', () => this.hub.close()],
      ['web server', () => this.#app?.close()],
      ['documents', () => this.documentWorker.close()],
      ['the verifiable log', () => this.logKeeper?.close()],
      ['journal', () => this.journal.drain()],
      ['warnings to closed phones', () => this.notify.deliverer.stop()],
      ['the exchange', () => this.exchange.stop()],
      ['commands to devices', () => this.commands.dispatcher.settled()],
      ["devices' health", () => (this.#isLive ? this.health.flush() : undefined)],
      ['recording', () => Promise.race([this.shard.recorded(), delay(LAST_FINDINGS_MS, undefined, { ref: false })])],
      ['snapshots', () => (this.#isLive ? this.snapshots.takeLast() : undefined)],
      ["journal's connection", () => this.journal.close()],
      ['shard', () => this.shard.stop()],
      ['database', () => Promise.all([this.#people.close(), this.database.close()])],
    ];
    for (const [part, stop] of steps) {
      await Promise.resolve(stop()).catch((error: unknown) => this.#report(`stopping the ${part}`, error));
    }
  }

  #newJournal(): Journal {
    return new Journal({
      clock: this.options.clock,
      sealer: this.sealer,
      connect: () => connectWriter(this.options.appUrl, SHARD),
      onCommitted: (inputs) => {
        this.shard.feed(inputs);
        this.#count(inputs);
      },
      loadCommittedAfter: (sql, position) => loadInputsAfter(sql, this.sealer, position),
      onTrouble: (sinceMs) => this.troubles.set('database', 'journal', sinceMs !== null),
      onClock: (behindMs) => this.troubles.set('engine', 'clock', behindMs > INGEST_LIMITS.clockBehindMs),
      onError: (error) => this.#report('the journal', error),
      setTimer(delayMs, fn) {
        const timer = setTimeout(fn, delayMs);
        return () => clearTimeout(timer);
      },
      sleep: (ms) => this.#sleep(ms),
    });
  }

  #count(inputs: readonly JournaledInput[]): void {
    const last = inputs.at(-1);
    if (last === undefined) return;
    for (const { input } of inputs) this.metrics.inputs.inc({ kind: input.kind });
    this.metrics.evaluated.observe((this.options.clock.nowMs() - last.atMs) / SECOND_MS);
  }

  #newQuarantine(): Quarantine {
    return new Quarantine({
      clock: this.options.clock,
      database: this.database,
      sealer: this.sealer,
      onRejected: (protocol, reason) => this.metrics.rejected.inc({ protocol, reason }),
      onFailure: (error) => this.#report('quarantine', error),
    });
  }

  #newNotify(): NotifyDelivery {
    const { clock, masterKey, notify: settings } = this.options;
    return new NotifyDelivery({
      ...{ clock, masterKey, settings, database: this.database, sealer: this.sealer, book: this.book },
      registry: this.metrics.registry,
      onIncident: (incidentId, agencyId) => this.hub.onQueueChanged(incidentId as IncidentId, agencyId),
      onTrouble: (provider, failed) => this.troubles.set('warnings', provider, failed),
      onError: (error) => this.#report('delivering warnings', error),
      sleep: (ms) => this.#sleep(ms),
    });
  }

  #newSnapshots(): Snapshots {
    const { clock, log, snapshotEveryMs } = this.options;
    return new Snapshots({
      ...{ clock, everyMs: snapshotEveryMs, shard: this.shard, store: this.#store },
      onStored: ({ position, parts }) => {
        this.metrics.snapshots.inc({ outcome: 'stored' });
        this.metrics.snapshotPosition.set(position);
        log.debug({ position, parts }, 'a snapshot of the engine was stored');
      },
      onFailed: (error) => {
        this.metrics.snapshots.inc({ outcome: 'failed' });
        this.#report('a snapshot of the engine', error);
      },
      sleep: (ms) => this.#sleep(ms),
    });
  }

  async #rebuild(say: (line: string) => void): Promise<void> {
    const recordedUpTo = await loadCursor(this.database);
    this.shard.skipRecordingUpTo(recordedUpTo);
    const { database, sealer, shard, metrics } = this;
    const { log } = this.options;
    const deps = { database, sealer, shard, metrics, log, say, store: this.#store };
    const { position, heads } = await restoreShard(deps, recordedUpTo);
    this.snapshots.beginWith(heads);
    this.#rebuiltUpTo = position;
  }

  #tellTrouble(part: Part, sinceMs: number | null): void {
    this.metrics.trouble.set({ part }, sinceMs === null ? 0 : 1);
    this.options.log.error(
      { part, well: sinceMs === null },
      sinceMs === null ? 'a part is well again' : 'a part failed',
    );
    this.hub.onTrouble(part, sinceMs);
  }

  /** Refusing is right; that it had to refuse is an alarm. */
  #reportRefusal(refusal: Refusal): void {
    const { pairId, viewerKind, cause } = refusal;
    this.metrics.refusedDisclosures.inc({ cause });
    this.options.log.error({ pairId, viewerKind, cause }, 'disclosure refused');
    auditRefusal(this.database, refusal).catch((error: unknown) => this.#report('auditing a refusal', error));
  }

  #report(what: string, error: unknown): void {
    this.options.log.error(error instanceof Error ? describeError(error) : {}, `${what} failed`);
  }

  async #sleep(ms: number): Promise<void> {
    // Stopping ends the wait early; that is no error.
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
