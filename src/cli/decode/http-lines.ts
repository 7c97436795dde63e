/** Captured requests as lines: `{method, uri, headers, body}`, one a line. */
import { z } from 'zod';
import { parseInstant } from '../../core/time.ts';
import { emptyDecoded } from '../../ingest/protocols/decoded.ts';
import { parseJson } from '../../ingest/protocols/http-frame.ts';
import type { Decoded, HttpFrame, HttpProtocol } from '../../ingest/protocols/types.ts';
import { TakenFixes } from '../../ingest/taken-fixes.ts';
import type { FrameSession, SessionOptions } from './session.ts';

/** Other members (a capture's own notes) are let by. `body` may be written as JSON instead of text. */
const RequestLine = z.object({
  method: z.string().nullish(),
  uri: z.string().nullish(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).nullish(),
  body: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]).nullish(),
  receivedAt: z.string().nullish(),
});

export function httpSession(protocol: HttpProtocol, options: SessionOptions): FrameSession {
  const taken = new TakenFixes();
  return {
    decodeLine(line: string): Decoded {
      const parsed = RequestLine.safeParse(parseJson(line));
      if (!parsed.success) return malformedLine(parsed.error);
      const { receivedAt } = parsed.data;
      const receivedAtMs = (receivedAt ? parseInstant(receivedAt) : null) ?? options.receivedAtMs;
      const decoded = protocol.decode(frameOf(parsed.data), receivedAtMs, options.payloadKey);
      if (protocol.repeatsPositions !== true) return decoded;
      // All lines are one session: a position that an earlier line told is no new fix.
      const news = taken.withoutRepeats(decoded);
      taken.note(news);
      return news;
    },
  };
}

function frameOf(line: z.infer<typeof RequestLine>): HttpFrame {
  const body = typeof line.body === 'string' || line.body == null ? (line.body ?? '') : JSON.stringify(line.body);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(line.headers ?? {})) {
    headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return {
    method: line.method ?? (body === '' ? 'GET' : 'POST'),
    uri: line.uri ?? '/',
    headers,
    body: new TextEncoder().encode(body),
  };
}

/** Names the member at fault, never what stood there. */
function malformedLine(error: z.ZodError): Decoded {
  const member = error.issues[0]?.path[0];
  const detail = member === undefined ? 'line is no JSON request' : `line: ${String(member)}`;
  return emptyDecoded(null, new Uint8Array(0), { reason: 'malformed', detail });
}
