/**
 * The log as everybody may read it, a witness's word on it, and proofs for those who may see an entry. Files are given as they lie in the
 * log's folder; a full tile never changes. Fails toward saying that there is no log.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { Outcome } from '../../core/outcome.ts';
import { type Refusal, stopWith, valueOrRefuse } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { type Actor, audit } from '../log.ts';
import { cosignRequestSchema, type LogState, logStateSchema, proofParamsSchema } from './contract.ts';
import { LogFiles } from './files.ts';
import { readLogKey } from './key.ts';
import { proofFor } from './proofs.ts';
import { type Published, shownAt } from './publisher.ts';
import { loadCosigned, readWitnesses } from './witnesses.ts';

/** What the composition root keeps of the log. */
export interface KeptLog {
  readonly setting: {
    readonly folder: string;
    readonly keyFile: string;
    readonly witnessFile: string;
    readonly cadenceMs: number;
    readonly entriesPerPeriod: number;
  };
  readonly published: Published | null;
  /** Whether nothing was published for long. Not whether rows wait: that would tell how many there are. */
  isUnpublished(nowMs: number): boolean;
  cosign(note: string): Promise<Outcome<readonly string[], Refusal>>;
}

export interface LogRoutesDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Null: this server keeps none. */
  readonly kept: () => KeptLog | null;
  readonly actorOf: (request: FastifyRequest) => Actor;
  /** Whether the entry, as it was hashed, stands under the law of who asks. */
  readonly mayProve: (request: FastifyRequest, row: string) => Promise<boolean>;
}

const TILE = /^(?:entries|\d{1,2})\/(?:x\d{3}\/){0,5}\d{3}(?:\.p\/\d{1,3})?$/;
const FOREVER = 'public, max-age=31536000, immutable';

export function logRoutes(app: FastifyInstance, deps: LogRoutesDeps): void {
  fileRoutes(app, deps);
  answerRoutes(app, deps);
}

/** What lies in the log's folder. */
function fileRoutes(app: FastifyInstance, deps: LogRoutesDeps): void {
  const text = 'text/plain; charset=utf-8';

  app.get('/log/checkpoint', { schema: { summary: 'The newest signed checkpoint of the log' } }, (_request, reply) =>
    sendFile(deps, reply, 'checkpoint', text, 'no-cache'),
  );
  app.get('/log/key', { schema: { summary: "The log's verifier key" } }, (_request, reply) =>
    sendFile(deps, reply, 'key', text, 'no-cache'),
  );
  app.get(
    '/log/witnesses',
    { schema: { summary: 'Verifier keys of witnesses that have cosigned' } },
    (_request, reply) => sendFile(deps, reply, 'witnesses', text, 'no-cache'),
  );
  app.get(
    '/log/witness/:keyId',
    { schema: { summary: 'The last checkpoint that a witness cosigned' } },
    (request, reply) => {
      const { keyId } = request.params as { keyId: string };
      if (!/^[0-9a-f]{8}$/.test(keyId)) stopWith('not-found', 'There is no such witness.');
      return sendFile(deps, reply, `witness/${keyId}`, text, 'no-cache');
    },
  );
  app.get(
    '/log/tile/*',
    { schema: { summary: 'Tiles and entries of the log (C2SP tlog-tiles)' } },
    (request, reply) => {
      const { '*': path } = request.params as { '*': string };
      if (!TILE.test(path)) stopWith('not-found', 'There is no such tile.');
      return sendFile(deps, reply, `tile/${path}`, 'application/octet-stream', FOREVER);
    },
  );
}

function answerRoutes(app: FastifyInstance, deps: LogRoutesDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/log',
    { schema: { summary: 'Where the public log stands, and who has witnessed it', response: { 200: logStateSchema } } },
    () => stateOf(deps),
  );

  typed.post(
    '/api/log/cosignatures',
    {
      config: { rateLimit: { max: 120, timeWindow: 60_000 } },
      schema: { summary: 'A witness adds its cosignature to the checkpoint that stands', body: cosignRequestSchema },
    },
    async (request, reply) => {
      const kept = keptOf(deps);
      const names = valueOrRefuse(await kept.cosign(request.body.checkpoint));
      return reply.code(201).send({ witnesses: names });
    },
  );

  typed.get(
    '/api/log/proofs/:log/:number',
    {
      schema: {
        summary: 'Proof that an entry stands in the public log, with all that its leaf says',
        params: proofParamsSchema,
      },
    },
    async (request) => {
      const { log, number } = request.params;
      const files = new LogFiles(keptOf(deps).setting.folder);
      const about = { log, number };
      const entry = {
        atMs: deps.clock.nowMs(),
        actor: deps.actorOf(request),
        action: 'log.prove',
        purpose: 'oversight',
        about,
      };
      // First what is put on record, then what is shown.
      await deps.database.transaction((tx) => audit(tx, [entry]));
      const proof = valueOrRefuse(await proofFor({ database: deps.database, files }, log, number));
      // HAZARD H-533: whoever counts through the numbers must not read what stands under another law.
      if (proof.row === null || !(await deps.mayProve(request, proof.row)))
        stopWith('not-found', 'This is not in the log: not there, or not taken up yet.');
      return proof;
    },
  );
}

function keptOf(deps: LogRoutesDeps): KeptLog {
  return deps.kept() ?? stopWith('not-found', 'This server keeps no public log.');
}

async function sendFile(
  deps: LogRoutesDeps,
  reply: FastifyReply,
  path: string,
  type: string,
  caching: string,
): Promise<FastifyReply> {
  const bytes = await new LogFiles(keptOf(deps).setting.folder).read(path);
  if (bytes === null) return stopWith('not-found', 'This has not been published.');
  return reply.type(type).header('cache-control', caching).send(bytes);
}

async function stateOf(deps: LogRoutesDeps): Promise<LogState> {
  const kept = keptOf(deps);
  const { folder, keyFile, witnessFile, cadenceMs, entriesPerPeriod } = kept.setting;
  const key = await readLogKey(keyFile);
  const { published } = kept;
  if (key === null || published === null)
    return stopWith('busy', 'The log is being made ready. Try again in a minute.');
  const cosigned = await loadCosigned(new LogFiles(folder), await readWitnesses(witnessFile));
  return {
    ...{ origin: key.origin, vkey: key.vkey, keyId: key.keyId },
    ...{ size: published.size, root: published.size === 0 ? '' : published.root },
    publishedAt: published.periodAtMs === null ? null : shownAt(published.periodAtMs, cadenceMs),
    ...{
      cadenceS: cadenceMs / 1_000,
      entriesPerPublication: entriesPerPeriod,
      late: kept.isUnpublished(deps.clock.nowMs()),
    },
    witnesses: cosigned.map(({ name, keyId, cosignedAtMs }) => {
      return { name, keyId, cosignedAt: cosignedAtMs === null ? null : toIso(cosignedAtMs) };
    }),
  };
}
