/**
 * Every error of the API is `{ error: { code, message } }`. A message says what to change and holds no value of the request;
 * what is not expected is answered with 500 and recorded without its message, which may hold one.
 */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { type RefusalCode, RefusedError } from '../../core/refusal.ts';
import { QueryError } from '../database.ts';
import { MisdirectedError } from './access.ts';

const STATUS: Readonly<Record<RefusalCode, number>> = {
  invalid: 400,
  'words-needed': 400,
  unauthenticated: 401,
  'prove-device': 401,
  'step-up': 403,
  'no-passkey': 403,
  'own-proof': 403,
  'enrol-first': 403,
  forbidden: 403,
  'no-order': 403,
  'not-found': 404,
  conflict: 409,
  'other-person': 409,
  'still-alerting': 409,
  'out-of-bounds': 422,
  'exercise-only': 422,
  locked: 423,
  absent: 423,
  'needs-name': 409,
  'second-person': 409,
  erased: 410,
  damaged: 500,
  busy: 503,
};

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const MALFORMED: Answer = { status: 400, code: 'invalid', message: 'The request is not well-formed.' };

/** By status of the web framework's own errors. */
const FRAMEWORK: Readonly<Record<number, Answer>> = {
  400: MALFORMED,
  413: { status: 413, code: 'too-large', message: 'The request is too large.' },
  415: { status: 415, code: 'invalid', message: 'The body must be application/json.' },
  429: { status: 429, code: 'too-many', message: 'Too many attempts. Wait a minute and try again.' },
};

const INTERNAL: Answer = { status: 500, code: 'internal', message: 'Something failed on the server; it was recorded.' };
const UNAVAILABLE: Answer = {
  status: 503,
  code: 'unavailable',
  message: 'The database does not answer at the moment. Try again.',
};
const NOT_FOUND: Answer = { status: 404, code: 'not-found', message: 'There is nothing at this address.' };

/** What the database refuses by itself (0046-by-hand.sql): of two acts at the same moment the second. */
const BY_DATABASE: Readonly<Record<string, Answer>> = {
  MG001: {
    status: 409,
    code: 'conflict',
    message: 'Erasing it has begun and cannot be stopped: it can be held no more.',
  },
  MG002: { status: 409, code: 'conflict', message: 'Nothing is kept of it any more: there is nothing to hold.' },
  MG003: { status: 409, code: 'conflict', message: 'A court holds it: it is not erased until then.' },
  MG005: { status: 410, code: 'erased', message: 'What was known of this person was erased: enter them anew.' },
};

/** SQLSTATE classes and codes (a deadlock, a lock not had) and Node's that mean "not now" rather than "a defect". */
const AWAY = /^(08|53|57|40001|40P01|55P03)|^(ECONN|EPIPE|ETIMEDOUT|connection$)/;

/** `onMalformed`: a request that was refused before its handler, by `METHOD pattern`. */
export function answerErrors(app: FastifyInstance, log: Logger, onMalformed: (route: string) => void): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerOf(error);
    if (isMalformed(error, answer)) onMalformed(`${request.method} ${request.routeOptions.url ?? ''}`);
    if (answer.status >= 500) {
      const route = request.routeOptions.url ?? null;
      log.error({ route, method: request.method, ...describeError(error) }, 'a request failed');
    }
    return send(reply, answer);
  });
}

/** For what the framework refuses before any route: an address that cannot be read. */
export function sendMalformed(reply: FastifyReply): FastifyReply {
  return send(reply, MALFORMED);
}

export function sendNotFound(reply: FastifyReply): FastifyReply {
  return send(reply, NOT_FOUND);
}

/** Name, code and where it happened: no message. */
export function describeError(error: unknown): { error: string; code: string | null; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, code: null, at: [] };
  const { code } = error as NodeJS.ErrnoException;
  const at = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { error: error.name, code: code ?? null, at: at.slice(0, 8).map((line) => line.trim()) };
}

/** By the schema or the web framework: what a handler refuses has its own record. */
function isMalformed(error: FastifyError, { status }: Answer): boolean {
  return !(error instanceof RefusedError) && (status === 400 || status === 413 || status === 415);
}

function answerOf(error: FastifyError): Answer {
  if (error instanceof RefusedError) {
    const { code, message } = error.refusal;
    return { status: STATUS[code], code, message };
  }
  if (error instanceof MisdirectedError) {
    return { status: 421, code: 'misdirected', message: 'This server is not called by that name.' };
  }
  if (hasZodFastifySchemaValidationErrors(error)) return { status: 400, code: 'invalid', message: problem(error) };
  if (error instanceof QueryError && BY_DATABASE[error.code] !== undefined) return BY_DATABASE[error.code]!;
  if (error instanceof QueryError && AWAY.test(error.code)) return UNAVAILABLE;
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) return INTERNAL;
  return FRAMEWORK[status] ?? { status, code: 'invalid', message: 'The request is refused.' };
}

/** Where the request breaks its schema, and how; never what stood there. */
function problem(
  error: Pick<FastifyError, 'validationContext'> & {
    validation: readonly { instancePath: string; keyword: string; message?: string }[];
  },
): string {
  const first = error.validation[0]!;
  const where = `${error.validationContext ?? 'request'}${first.instancePath === '/' ? '' : first.instancePath}`;
  // The names of unknown members and keys were chosen by the sender.
  if (first.keyword === 'unrecognized_keys') return `${where}: has a member that is not known.`;
  return `${where}: ${first.message ?? 'is not valid'}.`;
}

function send(reply: FastifyReply, { status, code, message }: Answer): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ error: { code, message } });
}
