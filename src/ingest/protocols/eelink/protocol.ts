/**
 * Eelink's binary protocol over TCP; README.md has the layout and its sources. Fails toward keeping: the packages of a
 * container stand one by one, and what one cannot tell does not take the others with it.
 */
import { SECOND_MS } from '../../../core/time.ts';
import { emptyDecoded, UNKNOWN_STATUS } from '../decoded.ts';
import type { Decoded, DeviceCommand, Rejection, SocketProtocol, SocketSession } from '../types.ts';
import { contentOfCommand, type Dialect, decodeAnswer } from './commands.ts';
import { FRAME_BYTES_MAX, frame, type Package, parseFrame, readImei, writePackage } from './frame.ts';
import { decodeReport, KIND } from './packages.ts';

const NOTHING = new Uint8Array(0);
/** Spoken by the server: devices then send positions whose blocks are known, and no parameters of their own. */
const LOGIN_VERSION = 1;
const UNACKNOWLEDGED: readonly number[] = [KIND.oldGps, KIND.broadcast];
const VERSION_1_KINDS: readonly number[] = [KIND.oldGps, KIND.oldAlarm, KIND.oldState];

export const eelink: SocketProtocol = {
  name: 'eelink',
  transport: 'tcp',
  defaultPort: 5064,
  frameBytesMax: FRAME_BYTES_MAX,
  frame,
  openSession,
};

function openSession(): SocketSession {
  let device: string | null = null;
  let dialect: Dialect = 'version-2';
  let commandsSent = 0;
  return {
    decode(bytes: Uint8Array, receivedAtMs: number): Decoded {
      const { imei, packages, malformed } = parseFrame(bytes);
      device = imei ?? device;
      const decoded = packages.map((one) => {
        device = (one.kind === KIND.login ? readImei(one.content) : null) ?? device;
        if (VERSION_1_KINDS.includes(one.kind)) dialect = 'version-1';
        if (one.kind >= KIND.location && one.kind <= KIND.report) dialect = 'version-2';
        return decodePackage(device, one, receivedAtMs);
      });
      return merge(device, decoded, malformed === null ? null : { reason: 'malformed', detail: malformed });
    },
    encodeCommand(command: DeviceCommand): Uint8Array | null {
      const content = contentOfCommand(command, dialect);
      if (content === null) return null;
      commandsSent = (commandsSent + 1) & 0xffff;
      return writePackage(KIND.instruction, commandsSent, content);
    },
  };
}

function decodePackage(device: string | null, { kind, serial, content }: Package, receivedAtMs: number): Decoded {
  const reply = UNACKNOWLEDGED.includes(kind) ? NOTHING : writePackage(kind, serial, NOTHING);
  if (kind === KIND.login) {
    if (readImei(content) !== null) return emptyDecoded(device, loginReply(serial, receivedAtMs), null);
    return emptyDecoded(device, NOTHING, { reason: 'malformed', detail: 'imei' });
  }
  if (kind === KIND.instruction) return decodeAnswer(device, reply, content);
  return decodeReport({ device, reply, receivedAtMs }, kind, content);
}

/** The time in seconds, the version, and no wish to see the device's parameters. */
function loginReply(serial: number, receivedAtMs: number): Uint8Array {
  const seconds = Math.floor(receivedAtMs / SECOND_MS);
  if (!(seconds >= 0 && seconds <= 0xffff_ffff)) return NOTHING;
  const content = Buffer.alloc(7);
  content.writeUInt32BE(seconds, 0);
  content.writeUInt16BE(LOGIN_VERSION, 4);
  return writePackage(KIND.login, serial, content);
}

/** One container, one answer: each package's reply in their order, and the status of the last that has one. */
function merge(device: string | null, decoded: readonly Decoded[], broken: Rejection | null): Decoded {
  const answer = decoded.findLast((one) => one.answer !== undefined)?.answer;
  return {
    device,
    fixes: decoded.flatMap(({ fixes }) => fixes),
    events: decoded.flatMap(({ events }) => events),
    status: decoded.findLast(({ status }) => status !== UNKNOWN_STATUS)?.status ?? UNKNOWN_STATUS,
    reply: Buffer.concat(decoded.map(({ reply }) => reply)),
    ...(answer === undefined ? {} : { answer }),
    rejected: decoded.find(({ rejected }) => rejected !== null)?.rejected ?? broken,
  };
}
