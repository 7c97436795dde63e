/**
 * What pages are served over: TLS 1.2 and 1.3, with forward secrecy and authenticated encryption alone. Every browser that the pages work in has these.
 * Trackers have doors of their own (`ingest/door.ts`), since some of them speak no better than Node's defaults.
 */
import type { Server } from 'node:https';
import type { SecureContextOptions } from 'node:tls';

// HAZARD H-589: what was recorded of a page's traffic is opened later, or changed on its way, since a weak suite was agreed on
export const PAGES_TLS = {
  minVersion: 'TLSv1.2',
  ciphers: [
    ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
    ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
    ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
    ...['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ].join(':'),
} as const satisfies SecureContextOptions;

/** A renewed certificate, and the same suites: a context that names none would have Node's. */
export function renewPagesTls(server: object, certificate: { readonly key: string; readonly cert: string }): void {
  if ('setSecureContext' in server) (server as Server).setSecureContext({ ...certificate, ...PAGES_TLS });
}
