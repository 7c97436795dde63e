/**
 * What a Traccar server forwards (`forward.type` json, and its events): two hundred protocols behind one. README.md has the
 * layout, its traps and its sources. The server proves itself by a shared secret and then speaks for its devices.
 * Fails toward refusing without the secret, and with it toward keeping: an alarm stands where a position does not.
 */
import { emptyDecoded } from '../decoded.ts';
import { bodyText, parseJson, property, textOf } from '../http-frame.ts';
import { DEVICE_NAME_CHARS_MAX } from '../limits.ts';
import type { Decoded, HttpFrame, HttpProtocol, HttpReply, Identity } from '../types.ts';
import { newFaults } from '../values.ts';
import { readEvents, readFix, readStatus } from './report.ts';

const PATH = /^\/traccar(?:\/events)?\/?(?:\?|$)/;
const BEARER = /^bearer +(\S+) *$/i;
const NO_REPLY = new Uint8Array(0);

export const traccar: HttpProtocol = {
  name: 'traccar',
  transport: 'http',
  repeatsPositions: true,
  matches: (frame) => PATH.test(frame.uri),
  identify,
  decode,
  reply,
};

/** `token` is the server's secret, not the device's: the directory knows that. */
function identify(frame: HttpFrame): Identity {
  const bearer = BEARER.exec(frame.headers.authorization ?? '')?.[1];
  return {
    token: bearer ?? textOf(frame.headers['x-magpie-secret']),
    externalId: deviceOf(parseJson(bodyText(frame))),
  };
}

function decode(frame: HttpFrame, receivedAtMs: number): Decoded {
  const root = parseJson(bodyText(frame));
  const device = deviceOf(root);
  const position = property(root, 'position') ?? undefined;
  const malformed = (detail: string) => emptyDecoded(device, NO_REPLY, { reason: 'malformed', detail });
  if (device === null) return malformed('device.uniqueId');
  if (!isObject(position) && !isObject(property(root, 'event'))) return malformed('position');
  const faults = newFaults();
  const fix = readFix(position, faults);
  const events = readEvents(root, receivedAtMs, faults);
  return {
    ...{ device, events, status: readStatus(position), reply: NO_REPLY, rejected: faults.first() },
    fixes: fix === null ? [] : [fix],
  };
}

function deviceOf(root: unknown): string | null {
  const name = textOf(property(property(root, 'device'), 'uniqueId'));
  return name === null || name.length > DEVICE_NAME_CHARS_MAX ? null : name;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Any 2xx is success to Traccar; anything else it tries again when `forward.retry.enable` is set, and gives up in the end. */
function reply(outcome: Parameters<HttpProtocol['reply']>[0]): HttpReply {
  const status = outcome === 'accepted' ? 200 : outcome === 'not-committed' ? 503 : 401;
  return { status, contentType: 'text/plain; charset=utf-8', body: '' };
}
