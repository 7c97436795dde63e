/** What the second PIN of a locked app tells the monitoring centre, through the running server. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, signedIn, type TestCase } from '../../test/support/magpie.ts';
import type { PersonId } from '../core/ids.ts';
import { type IncidentDetail, queueSchema } from '../incidents/contract.ts';
import type { Magpie } from './assemble.ts';
import { tellOfDuress } from './duress.ts';
import { sosDeps } from './help.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
const onError = vi.fn();

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  await magpie.start();
});
afterAll(async () => {
  await magpie.stop();
  await db.close();
});
beforeEach(async () => {
  one = await makeCase(magpie);
  await magpie.reload();
  await magpie.reconciler.run();
  onError.mockClear();
});

async function asOfficer<T>(path: string): Promise<T> {
  const cookie = await signedIn(magpie, one.officerId);
  return (await fetch(`http://127.0.0.1:${magpie.port}${path}`, { headers: { cookie } })).json() as Promise<T>;
}

const tell = (change: object = {}, personId: string = one.protectedId) => {
  const sos = { ...sosDeps(magpie, onError), ...change };
  return tellOfDuress({ sos, sleep: () => Promise.resolve(), onError }, personId as PersonId);
};

describe('a second PIN that tells the centre', () => {
  it('is an SOS on top, marked as duress, with the place shared and nothing of it on the phone', async () => {
    await tell();
    const [first] = queueSchema.parse(await asOfficer('/api/incidents')).open;
    expect(first).toMatchObject({ kind: 'device:sos', duress: true });
    const { events } = await asOfficer<IncidentDetail>(`/api/incidents/${first!.incidentId}`);
    expect(events.map(({ kind }) => kind)).toContain('duress');
    const personId = one.protectedId as PersonId;
    expect(magpie.sharing.isSharing(personId, magpie.options.clock.nowMs())).toBe(true);
    expect(magpie.sharing.shownTo(personId)).toBe(null);
    expect(onError).not.toHaveBeenCalled();
  });

  it('is tried again while the journal cannot take it', async () => {
    let failures = 2;
    const append = (...args: Parameters<Magpie['journal']['append']>) =>
      failures-- > 0 ? Promise.reject(new Error('away')) : magpie.journal.append(...args);
    await tell({ journal: { append } });
    expect(queueSchema.parse(await asOfficer('/api/incidents')).open).toMatchObject([{ duress: true }]);
    expect(onError).toHaveBeenCalledTimes(2);
  });

  it('is given up at once where no order is in force, and said', async () => {
    await tell({}, one.officerId);
    expect(onError).toHaveBeenCalledTimes(1);
  });
});
