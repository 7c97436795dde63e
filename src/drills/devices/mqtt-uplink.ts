/**
 * How a phone delivers over MQTT: one message at a time, the oldest first, each again until the broker has acknowledged it; and it
 * listens to what it is told. Nothing newer overtakes.
 */
import mqtt, { type MqttClient } from 'mqtt';
import type { Frame } from './frames.ts';
import { DEVICE_SIMULATION_LIMITS as LIMITS } from './limits.ts';
import type { DeviceCommand } from './tracker.ts';
import type { Uplink, UplinkDeps } from './uplink.ts';

export interface MqttPhone {
  readonly user: string;
  readonly device: string;
  readonly token: string;
}

export interface MqttUplinkDeps extends UplinkDeps {
  readonly onCommand: (command: DeviceCommand) => void;
}

export function openMqttUplink(url: URL, phone: MqttPhone, deps: MqttUplinkDeps): Uplink {
  const queue: Frame[] = [];
  let wake = Promise.withResolvers<void>();
  const nudge = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  let client: MqttClient | null = null;

  async function connected(): Promise<MqttClient> {
    if (client?.connected === true) return client;
    client?.end(true);
    client = await connect(url, phone, deps.onCommand);
    return client;
  }

  async function deliver(frame: Frame): Promise<string | null> {
    try {
      await (await connected()).publishAsync(topicOf(phone), frame.body, { qos: 1 });
      return null;
    } catch (error) {
      client?.end(true);
      return String((error as NodeJS.ErrnoException).code ?? 'ERROR');
    }
  }

  return {
    push(frame) {
      queue.push(frame);
      if (queue.length > LIMITS.queueFrames) queue.shift();
      nudge();
    },
    get waiting() {
      return queue.length;
    },
    async run(signal) {
      const stop = () => {
        client?.end(true);
        nudge();
      };
      signal.addEventListener('abort', stop, { once: true });
      let retryMs: number = LIMITS.retryMsMin;
      while (!signal.aborted) {
        const frame = queue[0];
        if (frame === undefined) {
          await wake.promise;
          continue;
        }
        const failure = await deliver(frame);
        if (signal.aborted) break;
        deps.onAttempt(failure === null ? { kind: 'answered', status: 200 } : { kind: 'failed', code: failure });
        if (failure === null) {
          if (queue[0] === frame) queue.shift();
          retryMs = LIMITS.retryMsMin;
          continue;
        }
        await deps.sleep(retryMs, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
        retryMs = Math.min(LIMITS.retryMsMax, retryMs * 2);
      }
      client?.end(true);
    },
    close: () => void client?.end(true),
  };
}

function topicOf({ user, device }: MqttPhone): string {
  return `owntracks/${user}/${device}`;
}

/** Signed in, and listening. */
async function connect(url: URL, phone: MqttPhone, onCommand: MqttUplinkDeps['onCommand']): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url.href, {
    ...{ username: phone.user, password: phone.token, clientId: `drill-${phone.user}-${phone.device}` },
    ...{ reconnectPeriod: 0, connectTimeout: LIMITS.requestMs },
  });
  // What goes wrong ends it, and the next delivery begins anew.
  client.on('error', () => undefined);
  client.on('message', (_topic, payload) => {
    const command = commandOf(String(payload));
    if (command !== null) onCommand(command);
  });
  await client.subscribeAsync(`${topicOf(phone)}/cmd`, { qos: 1 });
  return client;
}

/** What this phone does of what OwnTracks can be told; null: it leaves it. */
function commandOf(payload: string): DeviceCommand | null {
  const message = parsed(payload) as {
    readonly _type?: unknown;
    readonly action?: unknown;
    readonly configuration?: { readonly locatorInterval?: unknown };
  } | null;
  if (message?._type !== 'cmd') return null;
  if (message.action === 'reportLocation') return { kind: 'report-now' };
  const intervalS = message.configuration?.locatorInterval;
  return typeof intervalS === 'number' && intervalS > 0 ? { kind: 'set-interval', intervalS } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not for this phone.
    return null;
  }
}
