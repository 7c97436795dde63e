/** The server with documents and papers of orders over a test's own database; a document is its uploader's. */
import type { AddressInfo } from 'node:net';
import { OrderCodes } from '../../src/orders/documents/issue/code.ts';
import type { Standing } from '../../src/orders/documents/issue/decide-standing.ts';
import type { IssueDeps } from '../../src/orders/documents/issue/issue.ts';
import { type DocumentRoutesDeps, documentRoutes } from '../../src/orders/documents/routes.ts';
import { DocumentWorker } from '../../src/orders/documents/worker/document-worker.ts';
import { viewerOf } from '../../src/server/sessions/viewer.ts';
import { type Cast, cast, TEST_MASTER, type TestApp, testApp } from './app.ts';

export interface DocumentApp {
  readonly t: TestApp;
  readonly people: Cast;
  readonly deps: DocumentRoutesDeps & IssueDeps;
  /** What an order's standing is said to be. */
  standing: Standing;
  /** Of a server that listens: real sockets. */
  readonly origin: string;
  /** Whom `mayRead` was asked of. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function documentApp(): Promise<DocumentApp> {
  const worker = new DocumentWorker();
  const asked: string[] = [];
  const own: { deps: (DocumentRoutesDeps & IssueDeps) | null; standing: Standing } = {
    deps: null,
    standing: 'in-force',
  };
  const t = await testApp({}, (deps) => {
    own.deps = {
      ...deps,
      ...{ worker, codes: new OrderCodes(TEST_MASTER), readerOf: viewerOf },
      verifyAddress: () => 'https://magpie.example/verify',
      timeZoneOf: (jurisdiction) => deps.packs.timeZoneOf(jurisdiction),
      standingOf: async () => own.standing,
      newestVersionOf: async () => null,
      mayRead: (reader, document) => {
        asked.push(document.documentId);
        return document.uploadedBy === reader.personId;
      },
    };
    return [(app) => documentRoutes(app, own.deps!)];
  });
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = t.app.server.address() as AddressInfo;
  return {
    ...{
      t,
      asked,
      people: await cast(t),
      deps: { ...own.deps!, database: t.deps.database },
      origin: `http://127.0.0.1:${port}`,
    },
    set standing(standing: Standing) {
      own.standing = standing;
    },
    get standing() {
      return own.standing;
    },
    async close() {
      await t.close();
      await worker.close();
    },
  };
}

export interface Sent {
  readonly status: number;
  readonly body: {
    readonly documentId: string;
    readonly hash: string;
    readonly error?: { code: string; message: string };
  };
}

/** Over a real connection. */
export async function send(
  d: DocumentApp,
  cookie: string | null,
  bytes: Uint8Array,
  fileName = '진술서.txt',
): Promise<Sent> {
  const response = await fetch(`${d.origin}/api/documents`, {
    method: 'POST',
    headers: {
      'x-magpie': '1',
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(fileName),
      ...(cookie === null ? {} : { cookie }),
    },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  return { status: response.status, body: (await response.json()) as Sent['body'] };
}
