/**
 * An MQTT broker of somebody else's, by URL, to which OwnTracks devices report: that broker knows who they are, and we take its word
 * for the names in its topics. The session is kept there (a fixed client id, no clean session), and a message is
 * acknowledged only after its commit, so that what came while Magpie was away or died comes again.
 * Fails toward not acknowledging: the connection is dropped, and the broker sends it anew.
 */
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import { LIMITS } from '../limits.ts';
import { type Lookup, type PipelineDeps, type Received, receive } from '../pipeline.ts';
import type { Taken } from '../protocols/types.ts';
import { mqttArrival } from './arrival.ts';
import { commandTopic, OUTSIDE_FILTERS, parseTopic } from './topics.ts';

export interface OutsideDeps extends Omit<PipelineDeps, 'findDevice'> {
  findTrusted(name: string | null): Lookup;
  /** Each message with what became of it. */
  onReceived(received: Received): void;
  /** True when nothing has come through for a while, false when it does again. */
  onTrouble(isAway: boolean): void;
  /** Once for each time that it goes away. */
  onError(error: unknown): void;
  /** Runs `fn` once after the delay; the answer cancels it. */
  setTimer(delayMs: number, fn: () => void): () => void;
}

export interface OutsideOptions {
  /** `mqtt://` or `mqtts://`, with the credentials in it. Never told to anyone. */
  readonly url: string;
  /** The same at every start: the broker keeps the session under it. */
  readonly clientId: string;
}

const QOS = 1;
const KEEP_ALIVE_S = 30;
const CONNECT_TIMEOUT_MS = 10_000;

export class OutsideBroker {
  readonly #options: OutsideOptions;
  readonly #deps: PipelineDeps & OutsideDeps;
  /** The last will that was taken of each name: the broker may send it again, and it happened once. */
  readonly #lastWills = new Map<string, Buffer>();
  #client: MqttClient | null = null;
  #turn: Promise<void> = Promise.resolve();
  #inFlight = 0;
  #inFlightBytes = 0;
  #held: (() => void) | null = null;
  #isSubscribed = false;
  #isTold = false;
  #isAway = false;
  #cancelTimer: (() => void) | null = null;

  constructor(options: OutsideOptions, deps: OutsideDeps) {
    this.#options = options;
    this.#deps = { ...deps, findDevice: (_protocol, _token, name) => deps.findTrusted(name) };
  }

  /** Does not wait: a broker that is away is tried until it is there. */
  start(): void {
    const client = mqtt.connect(this.#options.url, {
      clientId: this.#options.clientId,
      ...{ clean: false, protocolVersion: 4, resubscribe: false, reconnectOnConnackError: true },
      ...{ keepalive: KEEP_ALIVE_S, connectTimeout: CONNECT_TIMEOUT_MS, reconnectPeriod: LIMITS.outsideRetryMs },
    });
    this.#client = client;
    client.handleMessage = (packet, next) => this.#onMessage(client, packet, next);
    client.on('connect', ({ sessionPresent }) => this.#onConnect(client, sessionPresent));
    client.on('close', () => this.#onClose(client));
    client.on('error', (error) => this.#tell(error));
    this.#watch();
  }

  /** To the device's `…/cmd`. True when the broker took it: whether the device is connected to it, only that broker knows. */
  async publishCommand(name: string, payload: string): Promise<boolean> {
    if (this.#client?.connected !== true) return false;
    try {
      await this.#client.publishAsync(commandTopic(name), payload, { qos: QOS });
      return true;
    } catch (error) {
      this.#tell(error);
      return false;
    }
  }

  /** What is under way is not acknowledged, and comes again at the next start. Idempotent. */
  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    this.#cancelTimer?.();
    if (client !== null) await client.endAsync(true);
  }

  /** A new session has no subscriptions; and the first time what we ask for may have changed since the last start. */
  #onConnect(client: MqttClient, isKept: boolean): void {
    client.options.reconnectPeriod = LIMITS.outsideRetryMs;
    if (isKept && this.#isSubscribed) {
      this.#onWell();
      return;
    }
    client
      .subscribeAsync([...OUTSIDE_FILTERS], { qos: QOS })
      .then(() => {
        this.#isSubscribed = true;
        this.#onWell();
      })
      // Also when the broker refuses one of them.
      .catch((error: unknown) => this.#tell(error));
  }

  #onClose(client: MqttClient): void {
    const { reconnectPeriod = LIMITS.outsideRetryMs } = client.options;
    client.options.reconnectPeriod = Math.min(2 * reconnectPeriod, LIMITS.outsideRetryMaxMs);
    if (this.#client !== null) this.#watch();
  }

  /** HAZARD H-129: the broker is away, and the silence is taken for that of the devices. */
  #watch(): void {
    this.#cancelTimer ??= this.#deps.setTimer(LIMITS.outsideAwayMs, () => {
      this.#isAway = true;
      this.#deps.onTrouble(true);
    });
  }

  #onWell(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#isTold = false;
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#deps.onTrouble(false);
  }

  #tell(error: unknown): void {
    if (this.#isTold || this.#client === null) return;
    this.#isTold = true;
    this.#deps.onError(error);
  }

  /**
   * HAZARD H-127: the library acknowledges when `next` is called without an error. It is called with one, so that the next message is
   * read while this one is committed, and the acknowledgement is sent by us, after the commit and in order.
   */
  #onMessage(client: MqttClient, packet: IPublishPacket, next: (error?: Error) => void): void {
    const readOn = (): void => next(new Error('acknowledged after the commit'));
    const { length } = packet.payload;
    this.#inFlight += 1;
    this.#inFlightBytes += length;
    if (this.#inFlight < LIMITS.outsideInFlight && this.#inFlightBytes < LIMITS.outsideInFlightBytes) readOn();
    else this.#held = readOn;
    const { stream } = client;
    const taking = this.#take(packet);
    const before = this.#turn;
    this.#turn = taking.then(async (taken) => {
      await before;
      this.#inFlight -= 1;
      this.#inFlightBytes -= length;
      // Of a connection that is gone the broker sends everything again, perhaps under other numbers.
      const isSame = this.#client === client && client.stream === stream && !stream.destroyed;
      if (isSame && taken === 'not-committed') stream.destroy();
      else if (isSame && packet.qos === QOS) acknowledge(client, packet);
      const held = this.#held;
      this.#held = null;
      held?.();
    });
  }

  async #take(packet: IPublishPacket): Promise<Taken> {
    const { topic, retain } = packet;
    const payload = Buffer.from(packet.payload);
    const name = parseTopic(topic)?.name ?? '';
    if (this.#lastWills.get(name)?.equals(payload) === true) return 'accepted';
    let received: Received = { taken: 'not-committed', deviceId: null, decoded: null };
    try {
      if (payload.length > LIMITS.bodyBytes) received = await this.#refuseTooLong(topic, payload);
      else received = await receive(mqttArrival({ topic, payload, isOld: retain }), this.#deps);
    } catch (error) {
      this.#deps.onError(error);
    }
    const { taken, decoded } = received;
    const isWill = decoded?.events.some(({ kind }) => kind === 'connection-lost') === true;
    if (isWill && taken === 'accepted') this.#lastWills.set(name, payload);
    this.#deps.onReceived(received);
    return taken;
  }

  /** Acknowledged all the same: it would come again for ever. */
  async #refuseTooLong(topic: string, payload: Buffer): Promise<Received> {
    const rejection = { reason: 'malformed', detail: 'payload too long' } as const;
    const raw = { transport: 'mqtt', topic, payload } as const;
    await this.#deps.quarantine.keepStranger('owntracks', rejection, raw, this.#deps.clock.nowMs());
    return { taken: 'accepted', deviceId: null, decoded: null };
  }
}

/** The library has no public way to acknowledge later; a test fails when this one goes. */
function acknowledge(client: MqttClient, { messageId }: IPublishPacket): void {
  const sender = client as unknown as { _sendPacket(packet: { cmd: 'puback'; messageId: number | undefined }): void };
  sender._sendPacket({ cmd: 'puback', messageId });
}
