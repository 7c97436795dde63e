/**
 * The embedded MQTT broker: a door for OwnTracks, and for nothing else. Each device signs in with its own token, may publish its own
 * topics and subscribe to what is sent to it; a message goes to the pipeline, and to no other device. Sessions, wills and what
 * is under way are in memory and end with the connection. Fails toward closing it: the app keeps what it was not told is safe.
 */
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { Aedes, type AedesPublishPacket, type Client, type ConnectPacket, type PublishPacket } from 'aedes';
import type { SignedIn } from '../device-directory.ts';
import { Door, type DoorOptions } from '../door.ts';
import { LIMITS } from '../limits.ts';
import { type Lookup, type PipelineDeps, type Received, receive } from '../pipeline.ts';
import type { Taken } from '../protocols/types.ts';
import { mqttArrival } from './arrival.ts';
import { LimitedConnection, PacketMeter } from './packet-limit.ts';
import { commandTopic, deviceName, mayPublish, maySubscribe, nameIn } from './topics.ts';

export type MqttRefusal =
  | 'bad-secret'
  | 'no-name'
  | 'foreign-name'
  | 'foreign-topic'
  | 'foreign-subscription'
  | 'too-long'
  | 'in-flight'
  | 'too-many'
  | 'tls';

export interface BrokerDeps extends Omit<PipelineDeps, 'findDevice'> {
  signIn(token: string): SignedIn | null;
  findSignedIn(tokenHash: string): Lookup;
  /** The device that is registered under that name. */
  findTrusted(name: string): Lookup;
  /** Each message, a last will too, with what became of it. */
  onReceived(received: Received): void;
  /** Counted: never with a name, a topic or an address. */
  onRefused(cause: MqttRefusal): void;
  onConnections(count: number): void;
  onError(error: unknown): void;
  sleep(ms: number): Promise<void>;
}

export type BrokerOptions = Pick<DoorOptions, 'host' | 'port' | 'tls'>;

/** One device's connection. */
interface Session {
  readonly client: Client;
  readonly device: SignedIn;
  /** `user/device`, as in its topics. */
  readonly name: string;
  readonly will: ConnectPacket['will'];
  readonly deps: PipelineDeps;
  inFlight: number;
  inFlightBytes: number;
  /** Ends when everything received before is answered: acknowledgements go out in the order of the messages (MQTT 3.1.1, 4.6). */
  turn: Promise<void>;
  isListening: boolean;
  /** We cut it: that is no loss of the device. */
  isCutByUs: boolean;
}

const EMPTY = Buffer.alloc(0);
const TOPIC_LEVELS_MAX = 8;
const BAD_PASSWORD = 4;
const NOT_AUTHORIZED = 5;

export class MqttBroker {
  readonly #deps: BrokerDeps;
  readonly #door: Door;
  readonly #connects = new WeakMap<Client, ConnectPacket>();
  readonly #sessions = new WeakMap<Client, Session>();
  readonly #byDevice = new Map<string, Session>();
  readonly #sockets = new Set<Socket>();
  #aedes: Aedes | null = null;
  #isStopping = false;

  constructor(options: BrokerOptions, deps: BrokerDeps) {
    this.#deps = deps;
    const { host, port, tls } = options;
    // Devices prove who they are: anybody may knock.
    this.#door = new Door({
      ...{ host, port, tls, allow: null },
      onConnection: (socket) => this.accept(socket),
      onRefused: (cause) => deps.onRefused(cause === 'too-many' ? cause : 'tls'),
    });
  }

  /** 0 before it listens. */
  get port(): number {
    return this.#door.port;
  }

  async listen(): Promise<void> {
    this.#aedes = await this.#newAedes();
    await this.#door.listen();
  }

  /** Connections from now on use the new certificate; those that stand keep theirs. Nothing to do in clear. */
  renewTls(context: SecureContextOptions): void {
    this.#door.renewTls(context);
  }

  /** One connection, out of its TLS. */
  accept(socket: Socket): void {
    if (this.#aedes === null || this.#isStopping) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const meter = new PacketMeter(LIMITS.mqttConnectBytes, LIMITS.bodyBytes);
    this.#aedes.handle(new LimitedConnection(socket, meter, () => this.#deps.onRefused('too-long')));
  }

  /** To the device's `…/cmd`. True when it was connected and listened; a command is not kept for later: it would be stale. */
  async publishCommand(name: string, payload: string): Promise<boolean> {
    const session = this.#sessionOf(name);
    if (session === null || !session.isListening || session.client.closed) return false;
    const packet = { cmd: 'publish', topic: commandTopic(name), payload, qos: 1, retain: false, dup: false } as const;
    await new Promise<void>((resolve) => session.client.publish(packet, () => resolve()));
    return !session.client.closed;
  }

  /** Doors first; what is under way is not acknowledged. Idempotent. */
  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    const closed = this.#door.close(LIMITS.mqttConnectTimeoutMs);
    await new Promise<void>((resolve) => (this.#aedes === null ? resolve() : this.#aedes.close(() => resolve())));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #newAedes(): Promise<Aedes> {
    const aedes = await Aedes.createBroker({
      connectTimeout: LIMITS.mqttConnectTimeoutMs,
      keepaliveLimit: LIMITS.mqttKeepAliveS,
      maxTopicLevels: TOPIC_LEVELS_MAX,
      preConnect: (client, packet, done) => {
        // HAZARD H-126: a session that outlives its connection would keep messages for somebody.
        packet.clean = true;
        this.#connects.set(client, packet);
        done(null, true);
      },
      authenticate: (client, user, password, done) => {
        const refused = this.#signIn(client, user, password);
        if (refused === null) return done(null, true);
        this.#deps.onRefused(refused);
        const returnCode = refused === 'bad-secret' ? BAD_PASSWORD : NOT_AUTHORIZED;
        done(Object.assign(new Error('refused'), { returnCode }), false);
      },
      authorizePublish: (client, packet, done) => this.#take(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => {
        const session = this.#sessions.get(client);
        const isOwn = session !== undefined && maySubscribe(session.name, subscription.topic);
        if (isOwn) session.isListening = true;
        else this.#deps.onRefused('foreign-subscription');
        // Refused in the answer, and not by closing: the apps ask for their friends' topics by themselves.
        done(null, isOwn ? subscription : null);
      },
      authorizeForward: (client, packet) => this.#forward(client, packet),
    });
    (aedes as NodeJS.EventEmitter).on('error', (error) => this.#deps.onError(error));
    return aedes;
  }

  /** Why not; null when it is in. */
  #signIn(client: Client, user: string | undefined, password: Buffer | undefined): MqttRefusal | null {
    const token = password?.toString('utf8') ?? '';
    const device = token === '' ? null : this.#deps.signIn(token);
    if (device === null) return 'bad-secret';
    const name =
      device.externalId !== null
        ? nameIn(device.externalId)
        : (nameIn(user ?? '') ?? deviceName(user ?? '', client.id));
    if (name === null) return 'no-name';
    const named = this.#deps.findTrusted(name);
    if ('device' in named && named.device.deviceId !== device.deviceId) return 'foreign-name';
    const will = this.#connects.get(client)?.will;
    if (will !== undefined && !mayPublish(name, will.topic)) return 'foreign-topic';
    // One connection a device, whatever it calls its client: nobody can end another's by taking its client's name.
    client.id = device.deviceId;
    this.#enter(client, device, name, will);
    return null;
  }

  #enter(client: Client, device: SignedIn, name: string, will: Session['will']): void {
    const deps = { ...this.#deps, findDevice: () => this.#deps.findSignedIn(device.tokenHash) };
    const state = { inFlight: 0, inFlightBytes: 0, turn: Promise.resolve(), isListening: false, isCutByUs: false };
    const session: Session = { client, device, name, will, deps, ...state };
    this.#sessions.set(client, session);
    this.#byDevice.set(device.deviceId, session);
    this.#deps.onConnections(this.#byDevice.size);
    client.conn.once('close', () => {
      if (this.#byDevice.get(device.deviceId) !== session) return;
      this.#byDevice.delete(device.deviceId);
      this.#deps.onConnections(this.#byDevice.size);
    });
  }

  /**
   * HAZARD H-127: the library acknowledges a message before it hands it on; this hook is what runs before. No PUBACK before the
   * commit; an error closes the connection without one.
   */
  #take(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const session = client === null ? undefined : this.#sessions.get(client);
    if (session === undefined) {
      done(new Error('nobody signed in'));
      return;
    }
    const { topic } = packet;
    const payload = Buffer.from(packet.payload);
    // HAZARD H-126: what goes on inside the broker is empty, and nothing is kept for whoever asks later.
    packet.payload = EMPTY;
    packet.retain = false;
    if ((packet as unknown) === session.will) {
      done(new Error('a last will is not passed on'));
      void this.#takeWill(session, topic, payload);
      return;
    }
    const refused = this.#refusalOf(session, topic);
    if (refused !== null) {
      this.#deps.onRefused(refused);
      session.isCutByUs = true;
      done(new Error(refused));
      return;
    }
    session.inFlight += 1;
    session.inFlightBytes += payload.length;
    const taking = this.#receive(session.deps, topic, payload);
    const before = session.turn;
    session.turn = taking.then(async (taken) => {
      await before;
      session.inFlight -= 1;
      session.inFlightBytes -= payload.length;
      if (taken === 'accepted') return done(null);
      session.isCutByUs = true;
      done(new Error('not committed'));
    });
  }

  #refusalOf(session: Session, topic: string): MqttRefusal | null {
    if (!mayPublish(session.name, topic)) return 'foreign-topic';
    const isFull = session.inFlight >= LIMITS.mqttInFlight || session.inFlightBytes >= LIMITS.mqttInFlightBytes;
    return isFull ? 'in-flight' : null;
  }

  async #receive(deps: PipelineDeps, topic: string, payload: Uint8Array): Promise<Taken> {
    let received: Received = { taken: 'not-committed', deviceId: null, decoded: null };
    try {
      received = await receive(mqttArrival({ topic, payload, isOld: false }), deps);
    } catch (error) {
      this.#deps.onError(error);
    }
    this.#deps.onReceived(received);
    return received.taken;
  }

  /**
   * Nobody sends it again, so it is tried until it is committed. It is not the device's when we cut the connection, when we
   * stop, or when the device has come back by another one meanwhile: it is there.
   */
  async #takeWill(session: Session, topic: string, payload: Buffer): Promise<void> {
    const current = this.#byDevice.get(session.device.deviceId);
    if (session.isCutByUs || this.#isStopping || (current !== undefined && current !== session)) return;
    const lostAtMs = this.#deps.clock.nowMs();
    const deps = { ...session.deps, clock: { nowMs: () => lostAtMs } };
    while (!this.#isStopping && (await this.#receive(deps, topic, payload)) === 'not-committed') {
      await this.#deps.sleep(LIMITS.mqttWillRetryMs);
    }
  }

  // HAZARD H-126: one device reads what another said.
  #forward(client: Client, packet: AedesPublishPacket): AedesPublishPacket | null {
    const session = this.#sessions.get(client);
    return session !== undefined && packet.topic === commandTopic(session.name) ? packet : null;
  }

  /** The registered device of that name; else the only one that calls itself so. */
  #sessionOf(name: string): Session | null {
    const named = this.#deps.findTrusted(name);
    if ('device' in named) return this.#byDevice.get(named.device.deviceId) ?? null;
    const own = [...this.#byDevice.values()].filter((session) => session.name === name);
    return own.length === 1 ? own[0]! : null;
  }
}
