/**
 * What documents and the papers of orders need of the rest: keys, the worker, and what proceedings and orders say of who may read and what
 * holds.
 */
import { randomBytes } from 'node:crypto';
import { OrderCodes } from '../orders/documents/issue/code.ts';
import type { IssueDeps } from '../orders/documents/issue/issue.ts';
import type { DocumentRoutesDeps } from '../orders/documents/routes.ts';
import type { Access } from '../safeguards/service.ts';
import type { Magpie } from './assemble.ts';
import { mayReadDocument, newestVersionOf, standingOf } from './document-access.ts';
import { viewerOf } from './sessions/viewer.ts';

export function issueDeps({ options, requests: database, sealer, documentWorker, port }: Magpie): IssueDeps {
  const { clock, packs, masterKey, publicUrl, tls } = options;
  const origin = publicUrl ?? `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}/`;
  return {
    ...{ database, sealer, clock, randomBytes, worker: documentWorker, codes: new OrderCodes(masterKey) },
    verifyAddress: () => new URL('verify', origin).href,
    timeZoneOf: (jurisdiction) => packs.timeZoneOf(jurisdiction),
  };
}

export function documentRoutesDeps(papers: IssueDeps, access: Access): DocumentRoutesDeps {
  const { database } = papers;
  return {
    ...papers,
    readerOf: viewerOf,
    mayRead: (reader, document) => mayReadDocument(access, database, reader, document),
    standingOf: (id, nowMs) => standingOf(database, id, nowMs),
    newestVersionOf: (id) => newestVersionOf(database, id),
  };
}
