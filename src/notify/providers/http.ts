/**
 * Any SMS or voice provider that takes JSON over HTTP: address, header and the shape of the body are set by whoever runs Magpie. Every
 * request carries the attempt's id as its idempotency key, and where a secret is set it is signed after Standard Webhooks.
 */
import { createHmac } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { PhoneMessage, PhoneProvider, Sent } from './provider.ts';
import { type Answer, Transport } from './transport.ts';

export interface HttpSetting {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON in whose texts `{to}`, `{text}`, `{id}`, `{language}` and `{callback}` are replaced. */
  readonly body: unknown;
  /** Member of the answer that holds the provider's own id, by dots. */
  readonly refPath: string;
  /** Null: not signed. */
  readonly signingKey: Buffer | null;
}

export function createHttpProvider(setting: HttpSetting, clock: Clock): PhoneProvider {
  const transport = new Transport();
  return {
    name: setting.name,
    isReal: true,
    async send(message, signal) {
      const body = JSON.stringify(fill(setting.body, valuesOf(message)));
      const headers = {
        ...setting.headers,
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': message.attemptId,
        ...(setting.signingKey === null ? {} : signature(setting.signingKey, message.attemptId, body, clock.nowMs())),
      };
      return judge(await transport.post(new URL(setting.url), headers, body, signal), setting.refPath, message.to);
    },
    close: async () => transport.close(),
  };
}

function valuesOf(message: PhoneMessage): ReadonlyMap<string, string> {
  const { to, text, attemptId, language, callbackUrl } = message;
  return new Map(Object.entries({ to, text, id: attemptId, language, callback: callbackUrl ?? '' }));
}

/** In the texts of the JSON, never in its source: a text cannot break out of its place. */
export function fill(template: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof template === 'string') {
    return template.replace(/\{([a-z]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
  }
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value, values)]));
}

/** Standard Webhooks: HMAC-SHA-256 over id, time and body. */
export function signature(key: Buffer, id: string, body: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / SECOND_MS));
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
}

function judge({ status, retryAfterMs, text }: Answer, refPath: string, to: string): Sent {
  if (status >= 200 && status < 300) return { kind: 'accepted', ref: refOf(text, refPath) };
  // The provider has this message already: it was sent before a crash.
  if (status === 409) return { kind: 'accepted', ref: refOf(text, refPath) };
  if (status >= 300 && status < 400) return { kind: 'failed', reason: 'redirected' };
  const isOfMessage = status === 400 || status === 422;
  if (isOfMessage && names(text, to)) return { kind: 'refused', reason: 'not-taken' };
  // A wrong password, address or credit may be put right within minutes, and is everybody's trouble until then.
  const after = retryAfterMs === null ? {} : { afterMs: retryAfterMs };
  return { kind: 'failed', reason: 'refused', ...after, ...(isOfMessage ? { ofOne: true } : {}) };
}

/** Whether the answer speaks of the number: only then the number is what is wrong. Providers repeat it with or without its plus. */
function names(text: string, to: string): boolean {
  return text.replace(/[^\d]/g, '').includes(to.replace(/^\+/, ''));
}

/** The provider's own id, by which its receipts name the message; null where it gives none that can be used. */
function refOf(text: string, path: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const ref = String(value);
  return /^[\x21-\x7e]{1,200}$/.test(ref) ? ref : null;
}
