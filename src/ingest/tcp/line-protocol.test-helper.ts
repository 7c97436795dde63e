/** The smallest protocol over TCP, for tests of what is common to all: `name,serial,east\n` is a fix, `name\n` a greeting. */

import { UNKNOWN_STATUS } from '../protocols/decoded.ts';
import type { Decoded, SocketProtocol } from '../protocols/types.ts';

const NEWLINE = 0x0a;
const STAR = 0x2a;

/** Frames begin with anything but `*`, which is garbage up to the end of its run. */
export const lineProtocol: SocketProtocol = {
  name: 'line',
  transport: 'tcp',
  defaultPort: 1,
  frameBytesMax: 64,
  frame(bytes) {
    if (bytes[0] === STAR) {
      const end = bytes.findIndex((byte) => byte !== STAR);
      return { kind: 'garbage', bytes: end < 0 ? bytes.length : end };
    }
    const end = bytes.indexOf(NEWLINE);
    return end < 0 ? { kind: 'incomplete' } : { kind: 'frame', bytes: end + 1 };
  },
  openSession() {
    return {
      decode: (frame, receivedAtMs): Decoded => decodeLine(Buffer.from(frame).toString('utf8').trim(), receivedAtMs),
      encodeCommand: (command) => (command.kind === 'report-now' ? Buffer.from('report\n') : null),
    };
  },
};

function decodeLine(line: string, receivedAtMs: number): Decoded {
  const [device = '', serial, east] = line.split(',');
  if (serial === 'throw') throw new Error('a decoder at fault');
  const fix = {
    fixedAtMs: receivedAtMs - 1_000 + Number(serial ?? 0),
    latDeg: 36,
    lonDeg: 124 + Number(east ?? 0) / 1_000,
    ...{ accuracyM: 10, speedMps: null, courseDeg: null, altitudeM: null, source: 'gnss' as const },
    ...{ valid: true, mock: null },
  };
  return {
    device: device === '' ? null : device,
    fixes: serial === undefined ? [] : [fix],
    events: [],
    status: UNKNOWN_STATUS,
    reply: Buffer.from(`ok ${serial ?? 'hello'}\n`),
    refusal: Buffer.from('no\n'),
    rejected: null,
  };
}
