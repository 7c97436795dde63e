/** Captured frames of a socket protocol as lines: hex, or literal text. One session, its state kept from line to line. */
import { emptyDecoded } from '../../ingest/protocols/decoded.ts';
import type { Decoded, SocketProtocol } from '../../ingest/protocols/types.ts';
import type { FrameSession, SessionOptions } from './session.ts';

const HEX = /^(?:[0-9a-f]{2})+$/i;

export function hexSession(protocol: SocketProtocol, options: SessionOptions): FrameSession {
  const session = protocol.openSession();
  return {
    decodeLine(line: string): Decoded {
      const bytes = options.isText ? Buffer.from(line, 'utf8') : bytesOf(line.trim());
      if (bytes === null)
        return emptyDecoded(null, new Uint8Array(0), { reason: 'malformed', detail: 'line is no hex' });
      return session.decode(bytes, options.receivedAtMs);
    },
  };
}

function bytesOf(line: string): Uint8Array | null {
  return HEX.test(line) ? Buffer.from(line, 'hex') : null;
}
