/** The server with proceedings, their documents and papers, wired as the running one is, over a test's own database; and people of every office. */
import type { AddressInfo } from 'node:net';
import { HOUR_MS } from '../../src/core/time.ts';
import { OrderCodes } from '../../src/orders/documents/issue/code.ts';
import type { IssueDeps } from '../../src/orders/documents/issue/issue.ts';
import { documentRoutes } from '../../src/orders/documents/routes.ts';
import { DocumentWorker } from '../../src/orders/documents/worker/document-worker.ts';
import type { ProceedingDetailJson } from '../../src/orders/process/contract.ts';
import { processRoutes } from '../../src/orders/process/routes.ts';
import { documentRoutesDeps } from '../../src/server/document-deps.ts';
import type { AppDeps } from '../../src/server/http/app.ts';
import { processRouteDeps } from '../../src/server/process-deps.ts';
import { type Answer, TEST_MASTER, type TestApp, testApp } from './app.ts';

const OFFICES = ['monitoring', 'police', 'prosecution', 'court', 'authority'] as const;
/** By their name in the test, of which kind, and where. */
const PEOPLE = [
  ['officer', 'officer', 'monitoring'],
  ['police', 'police', 'police'],
  ['prosecutor', 'prosecutor', 'prosecution'],
  ['judge', 'judge', 'court'],
  ['clerk', 'clerk', 'court'],
  ['protected', 'protected', 'monitoring'],
  ['wearer', 'wearer', 'monitoring'],
] as const;

export interface CaseApp {
  readonly t: TestApp;
  readonly papers: IssueDeps;
  readonly officeIds: Record<string, string>;
  readonly who: Record<string, { id: string; cookie: string; signedInMs: number }>;
  /** One more person, to be called by that name. */
  add(name: string, kind: string, agencyId: string, more?: object): Promise<string>;
  /** As that person, signed in anew where their shift is over. */
  call<T = ProceedingDetailJson>(
    name: string,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
  ): Promise<Answer<T>>;
  act(name: string, proceedingId: string, body: object): Promise<Answer<ProceedingDetailJson>>;
  /** Sends a text as a document, over a real connection; its id. */
  upload(name: string, text: string, fileName: string): Promise<string>;
  close(): Promise<void>;
}

function papersOf(deps: AppDeps, worker: DocumentWorker): IssueDeps {
  return {
    ...{ ...deps, worker, codes: new OrderCodes(TEST_MASTER) },
    verifyAddress: () => 'https://magpie.example/verify',
    timeZoneOf: (jurisdiction) => deps.packs.timeZoneOf(jurisdiction),
  };
}

/** Of `testApp`: proceedings and documents. The worker's thread begins with its first task; whoever gives it one closes it. */
export function caseRoutes(worker: DocumentWorker): (deps: AppDeps) => AppDeps['routes'] {
  return (deps) => [
    (app) => processRoutes(app, processRouteDeps(deps, papersOf(deps, worker))),
    (app) => documentRoutes(app, documentRoutesDeps(papersOf(deps, worker), deps.access)),
  ];
}

export async function caseApp(): Promise<CaseApp> {
  const worker = new DocumentWorker();
  const t = await testApp({}, caseRoutes(worker));
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
  const officeIds: Record<string, string> = {};
  for (const role of OFFICES) {
    officeIds[role] = (await t.admin<{ agencyId: string }>('/api/agencies', { name: role, role })).body.agencyId;
  }
  const who: CaseApp['who'] = {};
  const add: CaseApp['add'] = async (name, kind, agencyId, more = {}) => {
    const request = { kind, agencyId, name: `${name} (exercise)`, exercise: true, ...more };
    const id = (await t.admin<{ personId: string }>('/api/people', request)).body.personId;
    who[name] = { id, cookie: '', signedInMs: 0 };
    return id;
  };
  for (const [name, kind, office] of PEOPLE) await add(name, kind, officeIds[office]!);
  const cookieOf = async (name: string): Promise<string> => {
    const one = who[name]!;
    if (one.cookie !== '' && Math.abs(t.clock.atMs - one.signedInMs) <= 11 * HOUR_MS) return one.cookie;
    const made = await t.admin<{ path: string }>('/api/sign-in-codes', { personId: one.id });
    one.cookie = (await t.browser('POST', '/api/session', { body: { code: made.body.path.split('#')[1]! } })).cookie!;
    one.signedInMs = t.clock.atMs;
    return one.cookie;
  };
  const call: CaseApp['call'] = async (name, method, path, body) => {
    const cookie = await cookieOf(name);
    return t.browser(method, path, body === undefined ? { cookie } : { cookie, body });
  };
  return {
    ...{ t, officeIds, who, add, call, papers: papersOf(t.deps, worker) },
    act: (name, id, body) => call(name, 'POST', `/api/proceedings/${id}/acts`, body),
    async upload(name, text, fileName) {
      const headers = {
        ...{ 'x-magpie': '1', cookie: await cookieOf(name), 'content-type': 'application/octet-stream' },
        'x-file-name': encodeURIComponent(fileName),
      };
      const sent = await fetch(`${origin}/api/documents`, { method: 'POST', headers, body: text });
      if (sent.status !== 201) throw new Error(`an upload was refused: ${await sent.text()}`);
      return ((await sent.json()) as { documentId: string }).documentId;
    },
    async close() {
      await t.close();
      await worker.close();
    },
  };
}
