/**
 * By whom warnings leave this server, from the environment: docs/operate/notify.md. Wrong settings stop the start with their remedy; a message
 * never quotes a value, which may be a password.
 */
import {
  type CallbackWords,
  type DeliveryLimits,
  type HttpSetting,
  type SmppSetting,
  USUAL_WORDS,
} from '../notify/service.ts';
import { OperatorError } from './operator-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

export type SmsSetting =
  | { readonly kind: 'http'; readonly http: HttpSetting }
  | { readonly kind: 'smpp'; readonly smpp: Omit<SmppSetting, 'onReceipt'> };

export interface NotifySettings {
  /** `mailto:` or https: address, told to push services. */
  readonly pushSubject: string;
  /** Further push services, as origins. */
  readonly pushServices: readonly string[];
  readonly sms: SmsSetting | null;
  readonly call: HttpSetting | null;
  readonly callbackWords: Readonly<Record<'sms' | 'call', CallbackWords>>;
  /** Where providers reach this server; null: they cannot. */
  readonly callbackBase: string | null;
  /** Of tests and benches. */
  readonly limits?: Partial<DeliveryLimits>;
}

/** Nobody but browsers' push services. */
export const NO_PROVIDERS: NotifySettings = {
  pushSubject: 'mailto:nobody@magpie.invalid',
  pushServices: [],
  sms: null,
  call: null,
  callbackWords: { sms: USUAL_WORDS, call: USUAL_WORDS },
  callbackBase: null,
};

const DOCS = 'docs/operate/notify.md has an example for each.';

export function notifySettingsOf(env: Env): NotifySettings {
  const smppUrl = read(env, 'MAGPIE_SMS_SMPP');
  const smsHttp = httpOf(env, 'MAGPIE_SMS');
  if (smppUrl !== null && smsHttp !== null) {
    throw new OperatorError(
      'Both MAGPIE_SMS_URL and MAGPIE_SMS_SMPP are set.',
      'Messages go one way: unset one of them.',
    );
  }
  const smpp = smppUrl === null ? null : smppOf(smppUrl);
  const sms: SmsSetting | null =
    smpp !== null ? { kind: 'smpp', smpp } : smsHttp === null ? null : { kind: 'http', http: smsHttp };
  return {
    pushSubject: subjectOf(env),
    pushServices: (read(env, 'MAGPIE_PUSH_SERVICES') ?? '').split(',').flatMap((one) => pushService(one.trim())),
    sms,
    call: httpOf(env, 'MAGPIE_CALL'),
    callbackWords: { sms: wordsOf(env, 'MAGPIE_SMS'), call: wordsOf(env, 'MAGPIE_CALL') },
    callbackBase: callbackBaseOf(env),
  };
}

function read(env: Env, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function wrong(name: string, what: string, remedy: string): OperatorError {
  return new OperatorError(`${name} ${what}`, `${remedy} ${DOCS}`);
}

function subjectOf(env: Env): string {
  const subject = read(env, 'MAGPIE_PUSH_SUBJECT');
  if (subject === null) return NO_PROVIDERS.pushSubject;
  if (/^mailto:[^@\s]+@[^@\s]+$/.test(subject) || isUrl(subject, ['https:'])) return subject;
  throw wrong('MAGPIE_PUSH_SUBJECT', 'is neither an e-mail nor a web address.', 'Set it to mailto:you@your.domain.');
}

function pushService(text: string): string[] {
  if (text === '') return [];
  if (isUrl(text, ['https:']) && new URL(text).pathname === '/') return [new URL(text).origin];
  throw wrong(
    'MAGPIE_PUSH_SERVICES',
    'lists something that is no push service.',
    'List origins, like https://push.your.domain, with commas.',
  );
}

function callbackBaseOf(env: Env): string | null {
  const base = read(env, 'MAGPIE_CALLBACK_URL');
  if (base === null) return null;
  if (isUrl(base, ['https:'])) return base.replace(/\/+$/, '');
  throw wrong('MAGPIE_CALLBACK_URL', 'is no https address.', 'Set it to where your providers reach this server.');
}

/** Plain http for this machine only: what is said holds telephone numbers. */
function isUrl(text: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocols.includes(protocol) || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

function httpOf(env: Env, prefix: 'MAGPIE_SMS' | 'MAGPIE_CALL'): HttpSetting | null {
  const url = read(env, `${prefix}_URL`);
  if (url === null) {
    const alone = ['BODY', 'HEADERS', 'SIGNING_SECRET'].find((name) => read(env, `${prefix}_${name}`) !== null);
    if (alone === undefined) return null;
    throw wrong(`${prefix}_${alone}`, `is set and ${prefix}_URL is not.`, `Set ${prefix}_URL too.`);
  }
  if (!isUrl(url, ['https:'])) {
    throw wrong(`${prefix}_URL`, 'is no https address.', 'Telephone numbers do not go over a network in clear.');
  }
  return {
    name: new URL(url).hostname,
    url,
    headers: headersOf(env, `${prefix}_HEADERS`),
    body: bodyOf(env, `${prefix}_BODY`),
    refPath: read(env, `${prefix}_REF`) ?? 'id',
    signingKey: signingKeyOf(env, `${prefix}_SIGNING_SECRET`),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function headersOf(env: Env, name: string): Record<string, string> {
  const text = read(env, name);
  if (text === null) return {};
  const parsed = parseJson(text);
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  const entries = isObject ? Object.entries(parsed) : [];
  const isGood = entries.every(
    ([key, value]) => /^[\w-]+$/.test(key) && typeof value === 'string' && /^[\x20-\x7e]*$/.test(value),
  );
  if (entries.length === 0 || !isGood)
    throw wrong(name, 'is no JSON object of texts.', 'Write {"authorization":"Bearer …"}.');
  return Object.fromEntries(entries.map(([key, value]) => [key.toLowerCase(), String(value)]));
}

function bodyOf(env: Env, name: string): unknown {
  const text = read(env, name);
  const body = text === null ? { to: '{to}', text: '{text}', id: '{id}', callback: '{callback}' } : parseJson(text);
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (!isObject || !JSON.stringify(body).includes('{to}') || !JSON.stringify(body).includes('{text}')) {
    throw wrong(name, 'is no JSON object with {to} and {text} in its texts.', 'Write {"to":"{to}","text":"{text}"}.');
  }
  return body;
}

/** As Standard Webhooks writes them: `whsec_` and base64 of 24 to 64 bytes. */
function signingKeyOf(env: Env, name: string): Buffer | null {
  const text = read(env, name);
  if (text === null) return null;
  const key = /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text.slice('whsec_'.length), 'base64') : null;
  if (key !== null && key.length >= 24 && key.length <= 64) return key;
  throw wrong(name, 'is no secret of Standard Webhooks.', 'Write whsec_ and the base64 of 24 to 64 random bytes.');
}

function smppOf(text: string): Omit<SmppSetting, 'onReceipt'> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const source = url?.searchParams.get('source') ?? '';
  const isGood =
    url !== null &&
    /^(smpp|smpps):$/.test(url.protocol) &&
    url.hostname !== '' &&
    url.username !== '' &&
    /^(\+?\d{3,15}|[A-Za-z0-9 ]{1,11})$/.test(source);
  if (!isGood) {
    throw wrong(
      'MAGPIE_SMS_SMPP',
      'is no address of an SMPP centre.',
      'Write smpps://system-id:password@host:3550?source=Memo.',
    );
  }
  return {
    ...{ name: url.hostname, host: url.hostname, source },
    port: Number(url.port === '' ? (url.protocol === 'smpps:' ? 3550 : 2775) : url.port),
    tls: url.protocol === 'smpps:',
    systemId: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    systemType: url.searchParams.get('type') ?? '',
  };
}

/** A provider's own words for what became of a message; what is not set is the usual. */
function wordsOf(env: Env, prefix: 'MAGPIE_SMS' | 'MAGPIE_CALL'): CallbackWords {
  const list = (name: string, usual: readonly string[]): readonly string[] => {
    const text = read(env, `${prefix}_${name}`);
    return text === null ? usual : text.split(',').map((word) => word.trim().toLowerCase());
  };
  return {
    statusField: read(env, `${prefix}_STATUS_FIELD`) ?? USUAL_WORDS.statusField,
    digitsField: read(env, `${prefix}_DIGITS_FIELD`) ?? USUAL_WORDS.digitsField,
    delivered: list('DELIVERED', USUAL_WORDS.delivered),
    answered: list('ANSWERED', USUAL_WORDS.answered),
    unanswered: list('UNANSWERED', USUAL_WORDS.unanswered),
    failed: list('FAILED', USUAL_WORDS.failed),
  };
}
