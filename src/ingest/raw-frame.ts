/** A frame as quarantine keeps it, and back again: what a decoder could not read today can be read by a better one tomorrow. */
import { z } from 'zod';
import { LIMITS } from './limits.ts';
import type { RawFrame } from './protocols/types.ts';

const storedSchema = z.union([
  z.object({
    transport: z.literal('tcp'),
    device: z.string().nullable(),
    opening: z.base64().nullable().default(null),
    bytes: z.base64(),
  }),
  z.object({ transport: z.literal('mqtt'), topic: z.string(), payload: z.base64() }),
  z.object({ method: z.string(), uri: z.string(), body: z.base64() }),
]);

/** Method, URI, and body; headers may hold credentials and are left out. */
export function rawBytes(raw: RawFrame, mostBytes: number): Buffer {
  if (raw.transport === 'tcp') {
    const { device, opening, bytes } = raw;
    const first = opening === null ? null : base64Of(opening, mostBytes);
    return asJson({ transport: 'tcp', device, opening: first, bytes: base64Of(bytes, mostBytes) });
  }
  if (raw.transport === 'mqtt') {
    const topic = raw.topic.slice(0, LIMITS.mqttTopicBytes);
    return asJson({ transport: 'mqtt', topic, payload: base64Of(raw.payload, mostBytes) });
  }
  const { method, uri, body } = raw.frame;
  return asJson({ method, uri: uri.slice(0, LIMITS.uriBytes), body: base64Of(body, mostBytes) });
}

/** That something came, and by which way. */
export function contentless(raw: RawFrame): Buffer {
  return asJson(raw.transport === 'http' ? { method: raw.frame.method } : { transport: raw.transport });
}

/** Null where nothing of the content was kept. */
export function rawOf(stored: Buffer): RawFrame | null {
  const parsed = storedSchema.safeParse(JSON.parse(stored.toString('utf8')));
  if (!parsed.success) return null;
  if ('bytes' in parsed.data) {
    const { device, opening, bytes } = parsed.data;
    const first = opening === null ? null : Buffer.from(opening, 'base64');
    return { transport: 'tcp', device, opening: first, bytes: Buffer.from(bytes, 'base64') };
  }
  if ('payload' in parsed.data) {
    const { topic, payload } = parsed.data;
    return { transport: 'mqtt', topic, payload: Buffer.from(payload, 'base64') };
  }
  const { method, uri, body } = parsed.data;
  return { transport: 'http', frame: { method, uri, headers: {}, body: Buffer.from(body, 'base64') } };
}

function base64Of(bytes: Uint8Array, mostBytes: number): string {
  return Buffer.from(bytes.subarray(0, mostBytes)).toString('base64');
}

function asJson(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
