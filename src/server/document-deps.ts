/**
 * What documents and the papers of orders need of the rest. Until proceedings say who may read what is theirs, a document is its uploader's
 * alone, and a paper's standing is that of the court order.
 */
import { randomBytes } from 'node:crypto';
import { OrderCodes } from '../orders/documents/issue/code.ts';
import { decideStanding } from '../orders/documents/issue/decide-standing.ts';
import type { IssueDeps } from '../orders/documents/issue/issue.ts';
import type { DocumentRoutesDeps } from '../orders/documents/routes.ts';
import { loadOrderSummary } from '../orders/service.ts';
import type { Magpie } from './assemble.ts';
import { viewerOf } from './sessions/viewer.ts';

export function issueDeps({ options, database, sealer, documentWorker, port }: Magpie): IssueDeps {
  const { clock, packs, masterKey, publicUrl, tls } = options;
  const origin = publicUrl ?? `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}/`;
  return {
    ...{ database, sealer, clock, randomBytes, worker: documentWorker, codes: new OrderCodes(masterKey) },
    verifyAddress: () => new URL('verify', origin).href,
    timeZoneOf: (jurisdiction) => packs.timeZoneOf(jurisdiction),
  };
}

export function documentRoutesDeps(magpie: Magpie): DocumentRoutesDeps {
  return {
    ...issueDeps(magpie),
    readerOf: viewerOf,
    mayRead: (reader, document) => document.uploadedBy === reader.personId,
    standingOf: async (orderId, nowMs) =>
      decideStanding((await loadOrderSummary(magpie.database, orderId))?.order ?? null, nowMs),
  };
}
