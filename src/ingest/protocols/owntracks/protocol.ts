/**
 * OwnTracks in HTTP mode; README.md has the layout and its sources. Fails toward keeping: an empty or unknown message is
 * accepted, what cannot be read or decrypted is named for quarantine, and the app always gets its JSON array.
 */
import { basicAuth, bodyText, parseJson, pathToken, queryOf, textOf } from '../http-frame.ts';
import { DEVICE_NAME_CHARS_MAX } from '../limits.ts';
import type { Decoded, HttpFrame, HttpProtocol, HttpReply, Identity } from '../types.ts';
import { messageDevice } from './message.ts';
import { readPayload } from './read.ts';

/** The app reads an array of messages for it; we have none. */
const EMPTY_ARRAY = '[]';
const REPLY_BYTES = new TextEncoder().encode(EMPTY_ARRAY);
const TYPE_KEY = '"_type"';

export const owntracks: HttpProtocol = {
  name: 'owntracks',
  transport: 'http',
  matches,
  identify,
  decode,
  reply,
  replyWith,
};

/** A `_type` in the body or the app's own headers; a blank post that is nothing else is a forgotten friend. */
function matches(frame: HttpFrame): boolean {
  if (frame.method.toUpperCase() !== 'POST') return false;
  if (frame.headers['x-limit-u'] !== undefined || frame.headers['x-limit-d'] !== undefined) return true;
  if (frame.body.length > 0)
    return Buffer.from(frame.body.buffer, frame.body.byteOffset, frame.body.length).includes(TYPE_KEY);
  const query = queryOf(frame);
  return query.size === 0 || query.has('u') || query.has('d');
}

/** The secret is the path token, else the Basic password; the app has no other place for one. */
function identify(frame: HttpFrame): Identity {
  return { token: pathToken(frame) ?? basicAuth(frame).password, externalId: deviceOf(frame, plainMessage(frame)) };
}

function decode(frame: HttpFrame, _receivedAtMs: number, payloadKey: Uint8Array | null): Decoded {
  const { messages, ...read } = readPayload(bodyText(frame), payloadKey);
  return { device: deviceOf(frame, messages[0]), ...read, events: [], reply: REPLY_BYTES.slice() };
}

/** Headers, then `?u=&d=`, then the message's own topic or label, then the sign-in name. */
function deviceOf(frame: HttpFrame, message: unknown): string | null {
  const query = queryOf(frame);
  const user = textOf(frame.headers['x-limit-u']) ?? textOf(query.get('u')) ?? basicAuth(frame).user;
  const device = textOf(frame.headers['x-limit-d']) ?? textOf(query.get('d'));
  const name = user !== null && device !== null ? `${user}/${device}` : (messageDevice(message) ?? device ?? user);
  return name === null || name.length > DEVICE_NAME_CHARS_MAX ? null : name;
}

function plainMessage(frame: HttpFrame): unknown {
  const root = parseJson(bodyText(frame));
  return Array.isArray(root) ? root[0] : root;
}

/** 401 makes the app show that its sign-in is wrong; 503 makes it keep the message and come again. */
function reply(outcome: Parameters<HttpProtocol['reply']>[0]): HttpReply {
  const status =
    outcome === 'accepted' ? 200 : outcome === 'not-committed' ? 503 : outcome === 'missing-id' ? 400 : 401;
  return { status, contentType: 'application/json', body: EMPTY_ARRAY };
}

/** The app reads each element of the array as a message to it, a `cmd` among them (Booklet, "HTTP mode"). */
function replyWith(messages: readonly string[]): HttpReply {
  return { status: 200, contentType: 'application/json', body: `[${messages.join(',')}]` };
}
