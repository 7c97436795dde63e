/** Sending a document in, getting one out, and the public question whether a paper is genuine. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AgencyId, PersonId } from '../../core/ids.ts';
import { stopWith, valueOrRefuse } from '../../core/refusal.ts';
import { MINUTE_MS, toIso } from '../../core/time.ts';
import type { Person } from '../../people/service.ts';
import { uploadedSchema, verifyAnswerSchema, verifyRequestSchema } from './contract.ts';
import type { StoredDocument } from './document.ts';
import { dispositionOf, fileNameFrom, safeFileName } from './file-name.ts';
import { type VerifyDeps, verifyOrder } from './issue/verify.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { loadDocument, readDocument } from './read.ts';
import { type DocumentDeps, uploadDocument } from './service.ts';

/** Whoever is signed in. */
export interface DocumentReader {
  readonly kind: Person['kind'];
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly exercise: boolean;
}

export interface DocumentRoutesDeps extends DocumentDeps, VerifyDeps {
  readonly readerOf: (request: FastifyRequest) => DocumentReader;
  /** Whether that reader may read that document. What nothing took yet is its uploader's alone, whatever this says. */
  readonly mayRead: (reader: DocumentReader, document: StoredDocument) => boolean | Promise<boolean>;
}

const TOO_LARGE = { error: { code: 'too-large', message: 'The file is larger than 10 MB.' } };

export async function documentRoutes(app: FastifyInstance, deps: DocumentRoutesDeps): Promise<void> {
  verifyRoute(app, deps);
  // Its own scope: raw bytes are a body for these routes and for no others.
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    uploadRoute(scope, deps);
    readRoute(scope, deps);
  });
}

function uploadRoute(app: FastifyInstance, deps: DocumentRoutesDeps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/documents',
    {
      schema: {
        summary: 'Send a document: its bytes as application/octet-stream, its name percent-encoded in x-file-name',
        consumes: ['application/octet-stream'],
        response: { 201: uploadedSchema },
      },
      bodyLimit: DOCUMENT_LIMITS.bytes,
      errorHandler: sayTooLarge,
      config: {
        isUpload: true,
        rateLimit: {
          max: DOCUMENT_LIMITS.uploadsPerMinute,
          timeWindow: MINUTE_MS,
          keyGenerator: (request: FastifyRequest) => deps.readerOf(request).personId,
        },
      },
    },
    async (request, reply) => {
      const bytes = request.body;
      if (!Buffer.isBuffer(bytes)) return stopWith('invalid', 'The file is empty.');
      const { kind, personId } = deps.readerOf(request);
      const fileName = fileNameFrom([request.headers['x-file-name']].flat()[0]);
      const upload = { bytes, fileName, uploadedBy: personId };
      const stored = valueOrRefuse(await uploadDocument(deps, upload, { kind, id: personId }));
      const { documentId, hash, sizeBytes, mediaType, createdAtMs } = stored;
      return reply.code(201).send({ documentId, hash, sizeBytes, mediaType, createdAt: toIso(createdAtMs) });
    },
  );
}

function readRoute(app: FastifyInstance, deps: DocumentRoutesDeps): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/api/documents/:id',
      { schema: { summary: 'Save a document', params: z.object({ id: z.uuid() }) } },
      async (request, reply) => {
        const reader = deps.readerOf(request);
        const { id } = request.params;
        const document = await loadDocument(deps, id);
        const isOwn = document?.basis === null && document.uploadedBy === reader.personId;
        const mayRead =
          document !== null && (isOwn || (document.basis !== null && (await deps.mayRead(reader, document))));
        // HAZARD H-323: answered as what is not there, so that ids tell nothing.
        if (!mayRead) return stopWith('not-found', 'There is no such document.');
        const by = { purpose: 'case', actor: { kind: reader.kind, id: reader.personId } };
        const { bytes, fileName, mediaType, salt } = valueOrRefuse(await readDocument(deps, id, by));
        return reply
          .type(mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType)
          .header('content-disposition', dispositionOf(safeFileName(fileName, mediaType)))
          .header('content-security-policy', `sandbox; default-src 'none'`)
          .header('x-content-type-options', 'nosniff')
          .header('magpie-document-salt', salt.toString('hex'))
          .send(bytes);
      },
    );
}

function verifyRoute(app: FastifyInstance, deps: VerifyDeps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/verify-order',
    {
      schema: {
        summary: 'Whether the paper of an order is genuine',
        body: verifyRequestSchema,
        response: { 200: verifyAnswerSchema },
      },
      config: { rateLimit: { max: DOCUMENT_LIMITS.verifyPerMinute, timeWindow: MINUTE_MS } },
    },
    async (request) => verifyOrder(deps, request.body),
  );
}

function sayTooLarge(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.statusCode !== 413) throw error;
  return reply.code(413).type('application/json; charset=utf-8').serializer(JSON.stringify).send(TOO_LARGE);
}
