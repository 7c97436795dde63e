/** A running server with one protected person's phone and one officer, for the tests of calls for help and their codes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { type Called, callServer, makeCase, newMagpie, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import { type IncidentDetail, type IncidentJson, queueSchema } from '../incidents/contract.ts';
import type { Magpie } from './assemble.ts';

/** What the tests of one file share; a new case and a new phone before each. */
export class SosBench {
  db!: TestDatabase;
  magpie!: Magpie;
  one!: TestCase;
  phone!: string;
  /** The server's clock is ahead by this much. */
  aheadMs = 0;
  /** Signed in when first asked for: sign-ins of a minute are limited. */
  #officer: string | null = null;

  async newCase(): Promise<void> {
    this.one = await makeCase(this.magpie, { name: `exercise ${randomUUID().slice(0, 8)}` });
    await this.magpie.reload();
    await this.magpie.reconciler.run();
    this.phone = await signedIn(this.magpie, this.one.protectedId);
    this.#officer = null;
  }

  call(cookie: string, method: string, path: string, body?: object): Promise<Called> {
    return callServer(this.magpie, cookie, method, path, body);
  }

  async asOfficer(method: string, path: string, body?: object): Promise<Called> {
    this.#officer ??= await signedIn(this.magpie, this.one.officerId);
    return this.call(this.#officer, method, path, body);
  }

  sos(sosId: string = randomUUID(), more: object = {}): Promise<Called> {
    return this.call(this.phone, 'POST', '/api/sos', { sosId, ...more });
  }

  cancel(sosId: string, code: string): Promise<Called> {
    return this.call(this.phone, 'POST', `/api/sos/${sosId}/cancel`, { code });
  }

  codes(cancelCode = '1234', duressCode = '4321', current: string | null = null): Promise<Called> {
    return this.call(this.phone, 'PUT', '/api/me/sos-codes', { cancelCode, duressCode, current });
  }

  async openOnes(): Promise<IncidentJson[]> {
    return queueSchema.parse((await this.asOfficer('GET', '/api/incidents')).body).open;
  }

  /** Kinds of its events, in order. */
  async story(incidentId: string): Promise<string[]> {
    const { body } = await this.asOfficer('GET', `/api/incidents/${incidentId}`);
    return (body as unknown as IncidentDetail).events.map((event) => event.kind);
  }

  async theSos(): Promise<IncidentJson> {
    await expect.poll(async () => (await this.openOnes()).map(({ kind }) => kind)).toContain('device:sos');
    return (await this.openOnes()).find(({ kind }) => kind === 'device:sos')!;
  }
}

/** Registers the hooks of the file that calls it. */
export function sosBench(): SosBench {
  const bench = new SosBench();
  beforeAll(async () => {
    bench.db = await testDatabase();
    const clock = { nowMs: () => systemClock.nowMs() + bench.aheadMs };
    bench.magpie = newMagpie({ appUrl: bench.db.appUrl, clock });
    await bench.magpie.start();
  });
  afterAll(async () => {
    await bench.magpie?.stop();
    await bench.db?.close();
  });
  beforeEach(() => bench.newCase());
  return bench;
}
