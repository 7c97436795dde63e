/**
 * An OwnTracks message over MQTT, for the pipeline: the same messages as over HTTP, and the last will besides. What comes on a
 * device's other topics (crossings of its own regions, its own health) is accepted and gives nothing: the engine has its own zones.
 * Fails toward keeping: what cannot be read or decrypted is named for quarantine.
 */
import type { Arrival } from '../pipeline.ts';
import { emptyDecoded } from '../protocols/decoded.ts';
import { property } from '../protocols/http-frame.ts';
import { readPayload } from '../protocols/owntracks/read.ts';
import type { Decoded } from '../protocols/types.ts';
import { parseTopic, type Topic } from './topics.ts';

export const MQTT_PROTOCOL = 'owntracks';

export interface MqttMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The broker had kept it, and gives it to everyone who subscribes: it is not of now. */
  readonly isOld: boolean;
}

const NO_REPLY = new Uint8Array(0);
const utf8 = new TextDecoder('utf-8', { fatal: false });

export function mqttArrival(message: MqttMessage): Arrival {
  const topic = parseTopic(message.topic);
  return {
    protocol: MQTT_PROTOCOL,
    raw: { transport: 'mqtt', topic: message.topic, payload: message.payload },
    identity: { token: null, externalId: topic?.name ?? null },
    decode: (receivedAtMs, payloadKey) => decodeMqtt(message, topic, receivedAtMs, payloadKey),
  };
}

/** Never throws. `topic`: null when it is none of OwnTracks'. */
export function decodeMqtt(
  message: MqttMessage,
  topic: Topic | null,
  receivedAtMs: number,
  payloadKey: Uint8Array | null,
): Decoded {
  if (topic === null) return emptyDecoded(null, NO_REPLY, { reason: 'malformed', detail: 'topic' });
  if (topic.part !== null) return emptyDecoded(topic.name, NO_REPLY, null);
  const { messages, ...read } = readPayload(utf8.decode(message.payload), payloadKey);
  const isLost = !message.isOld && messages.some(isLastWill) && Number.isFinite(receivedAtMs);
  return {
    ...read,
    device: topic.name,
    // The time of receipt: a last will is written when the app connects, and its `tst` says when that was.
    events: isLost ? [{ kind: 'connection-lost', atMs: receivedAtMs }] : [],
    reply: NO_REPLY.slice(),
  };
}

function isLastWill(message: unknown): boolean {
  return property(message, '_type') === 'lwt';
}
