/**
 * OsmAnd and Traccar Client over HTTP; README.md has the layout and its sources. Fails toward keeping: whatever carries
 * an id decodes to something, and what cannot be read is named for quarantine.
 */
import { emptyDecoded } from '../decoded.ts';
import { bodyText, parseJson, pathToken, property, queryOf, textOf } from '../http-frame.ts';
import { DEVICE_NAME_CHARS_MAX } from '../limits.ts';
import type { Decoded, HttpFrame, HttpProtocol, HttpReply, Identity } from '../types.ts';
import { hasOwnParams, readForm } from './form.ts';
import { jsonDeviceId, readJson } from './json.ts';
import { type ReadReport, readReport, type WireReport } from './report.ts';

const NO_REPLY = new Uint8Array(0);

export const osmand: HttpProtocol = {
  name: 'osmand',
  transport: 'http',
  matches: (frame) => {
    const { form, json } = contentOf(frame);
    return (
      hasOwnParams(form) ||
      property(json, 'location') !== undefined ||
      jsonDeviceId(json) !== null ||
      pathToken(frame) !== null
    );
  },
  identify,
  decode,
  reply,
};

/** A JSON body and a query may come together: the id is then often in the query. */
interface Content {
  readonly form: URLSearchParams;
  /** Undefined when the body is no JSON, null when it is broken JSON. */
  readonly json: unknown;
  readonly hasBody: boolean;
}

function contentOf(frame: HttpFrame): Content {
  const form = queryOf(frame);
  const body = frame.body.length === 0 ? '' : bodyText(frame).trim();
  if (body === '') return { form, json: undefined, hasBody: false };
  if (/^[[{]/.test(body)) return { form, json: parseJson(body) ?? null, hasBody: true };
  for (const [name, value] of new URLSearchParams(body)) form.append(name, value);
  return { form, json: undefined, hasBody: true };
}

function deviceOf(content: Content): string | null {
  const { form, json } = content;
  const device = jsonDeviceId(json) ?? textOf(form.get('id')) ?? textOf(form.get('deviceid'));
  return device === null || device.length > DEVICE_NAME_CHARS_MAX ? null : device;
}

/** The id is the secret, so it is never also handed on as a plain name, except beside a path token. */
function identify(frame: HttpFrame): Identity {
  const token = pathToken(frame);
  const device = deviceOf(contentOf(frame));
  return token === null ? { token: device, externalId: null } : { token, externalId: device };
}

/** `receivedAtMs` is NaN where nobody knows it: a report without its own time is then rejected. */
function decode(frame: HttpFrame, receivedAtMs: number): Decoded {
  const content = contentOf(frame);
  const device = deviceOf(content);
  if (device === null && pathToken(frame) === null) {
    return emptyDecoded(null, NO_REPLY, { reason: 'malformed', detail: 'id' });
  }
  const reports = readContent(content);
  if (reports === null) return emptyDecoded(device, NO_REPLY, { reason: 'malformed', detail: 'body' });
  return merge(device, reports, receivedAtMs);
}

function readContent({ form, json, hasBody }: Content): readonly WireReport[] | null {
  if (json !== undefined) return readJson(json);
  return hasBody && !hasOwnParams(form) ? null : [readForm(form)];
}

/** A bad report of a batch does not take the good ones with it. */
function merge(device: string | null, wires: readonly WireReport[], receivedAtMs: number): Decoded {
  const reports: readonly ReadReport[] = wires.map((wire) => readReport(wire, receivedAtMs));
  const empty = emptyDecoded(device, NO_REPLY, null);
  return {
    ...empty,
    fixes: reports.flatMap(({ fix }) => (fix === null ? [] : [fix])),
    events: reports.flatMap(({ events }) => events),
    status: wires.at(-1)?.status ?? empty.status,
    rejected: reports.find(({ rejected }) => rejected !== null)?.rejected ?? null,
  };
}

/** The apps read the status alone: 200 drops the fix from their queue, anything else keeps it and blocks newer ones. */
function reply(outcome: Parameters<HttpProtocol['reply']>[0]): HttpReply {
  const status = outcome === 'accepted' ? 200 : outcome === 'not-committed' ? 503 : 400;
  return { status, contentType: 'text/plain; charset=utf-8', body: '' };
}
