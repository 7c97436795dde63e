/** What the second PIN of a locked app tells the monitoring centre, through the running server. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, signedIn, type TestCase } from '../../test/support/magpie.ts';
import type { PersonId } from '../core/ids.ts';
import { type IncidentDetail, queueSchema } from '../incidents/contract.ts';
import { insertDuressCall } from '../incidents/sos/sos.ts';
import type { Magpie } from './assemble.ts';
import { DuressCalls } from './duress.ts';
import { sosDeps } from './help.ts';

const masterKey = randomBytes(32);
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
const onError = vi.fn();

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey });
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

const write = (personId: string = one.protectedId) =>
  insertDuressCall(db.database, randomUUID(), personId as PersonId, magpie.options.clock.nowMs());
const { review } = DuressCalls.prototype;
const calls = (change: object = {}) => {
  const made = new DuressCalls({ sos: { ...sosDeps(magpie, magpie.database, onError), ...change }, onError });
  return { review: () => review.call(made) };
};
const due = async () => (await db.database.query(`select sos_id from incidents.sos where duress_due`)).rows.length;
const open = async () => queueSchema.parse(await asOfficer('/api/incidents')).open;

describe('a second PIN that tells the centre', () => {
  it('is an SOS on top, marked as duress, with the place shared and nothing of it on the phone', async () => {
    await write();
    await calls().review();
    const [first] = await open();
    expect(first).toMatchObject({ kind: 'device:sos', duress: true });
    const { events } = await asOfficer<IncidentDetail>(`/api/incidents/${first!.incidentId}`);
    expect(events.map(({ kind }) => kind)).toContain('duress');
    const personId = one.protectedId as PersonId;
    expect(magpie.sharing.isSharing(personId, one.agencyId, magpie.options.clock.nowMs())).toBe(true);
    expect(magpie.sharing.shownTo(personId)).toBe(null);
    expect(onError).not.toHaveBeenCalled();
  });

  it('is kept while the journal cannot take it, however long, and told once when it can', async () => {
    let failures = 15;
    const append = (...args: Parameters<Magpie['journal']['append']>) =>
      failures-- > 0 ? Promise.reject(new Error('away')) : magpie.journal.append(...args);
    const stop = quiet();
    const tried = calls({ journal: { append } });
    await write();
    for (let i = 0; i < 16; i++) await tried.review();
    stop();
    const [first, ...others] = await open();
    expect([first!.duress, others, await due()]).toEqual([true, [], 0]);
    expect(onError).toHaveBeenCalledTimes(15);
    await calls().review();
    const { events } = await asOfficer<IncidentDetail>(`/api/incidents/${first!.incidentId}`);
    expect(events.filter(({ kind }) => kind === 'duress')).toHaveLength(1);
  });

  it.each(['before it was journaled', 'journaled and not marked', 'marked and not shared'])(
    'outlives the end of the server: %s (H-203)',
    async (when) => {
      const stop = quiet();
      const killed = () => Promise.reject(new Error('killed'));
      await write();
      const base = sosDeps(magpie, magpie.database, onError);
      if (when === 'journaled and not marked') await calls({ recorded: killed }).review();
      if (when === 'marked and not shared') await calls({ sharing: { ...base.sharing, begin: killed } }).review();
      expect(await due()).toBe(1);
      await magpie.stop();
      stop();
      expect(await due()).toBe(1);
      magpie = newMagpie({ appUrl: db.appUrl, masterKey });
      await magpie.start();
      await expect.poll(due, { timeout: 10_000 }).toBe(0);
      expect(await open()).toMatchObject([{ kind: 'device:sos', duress: true }]);
      const personId = one.protectedId as PersonId;
      expect(magpie.sharing.isSharing(personId, one.agencyId, magpie.options.clock.nowMs())).toBe(true);
      expect(magpie.sharing.shownTo(personId)).toBe(null);
    },
  );

  it('is given up at once where no order is in force, and said', async () => {
    const stop = quiet();
    await write(one.officerId);
    await calls().review();
    stop();
    expect(onError).toHaveBeenCalledTimes(1);
    expect(await due()).toBe(0);
  });
});

/** The running server's own look for what is due sees nothing, until it is stopped. */
function quiet(): () => void {
  const spy = vi.spyOn(DuressCalls.prototype, 'review').mockResolvedValue();
  return () => spy.mockRestore();
}
