import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testAccess } from '../../test/support/access.ts';
import { testDatabase } from '../../test/support/database.ts';
import { systemClock } from '../core/clock.ts';
import { loadAssignments } from '../devices/service.ts';
import { createDrillWorld } from '../drills/service.ts';
import { loadPacks } from '../orders/service.ts';
import { Sealer } from '../safeguards/service.ts';
import { ensureDrill } from './seed.ts';

const URL = ({ protocol }: { protocol: string }) => (protocol === 'watch' ? null : `http://127.0.0.1/${protocol}`);

it('is seeded whole at the next start when the first was cut short, and once', async () => {
  const db = await testDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'magpie-seed-'));
  const { cast } = createDrillWorld();
  let left = 30;
  const cutShort = (count: number): Uint8Array => {
    left -= 1;
    if (left === 0) throw new Error('the process ends here');
    return randomBytes(count);
  };
  const sealer = new Sealer(randomBytes(32), db.database);
  const deps = {
    database: db.database,
    sealer,
    clock: systemClock,
    packs: loadPacks(),
    dataFolder,
    access: testAccess(systemClock),
  };
  await expect(ensureDrill({ ...deps, randomBytes: cutShort }, cast, URL, false)).rejects.toThrow('ends here');
  const file = await ensureDrill({ ...deps, randomBytes }, cast, URL, false);
  expect(Object.keys(file?.people ?? {})).toHaveLength(cast.people.length);
  expect(await ensureDrill({ ...deps, randomBytes }, cast, URL, false)).toEqual(file);
  const urls = new Map(file!.devices.map(({ castKey, deviceUrl }) => [castKey, deviceUrl]));
  expect([urls.get('w2-device'), urls.get('w5-device')]).toEqual(['http://127.0.0.1/gt06', '']);
  // Somebody wears another kind by now: the old one is given back, and a second drill in this database takes other names.
  const changed = cast.devices.map((device) =>
    device.key === 'w2-device' ? ({ ...device, protocol: 'eelink' } as const) : device,
  );
  const renewed = await ensureDrill({ ...deps, randomBytes }, { ...cast, devices: changed }, URL, false);
  const [before, after] = [file!, renewed!].map((one) => one.devices.find(({ castKey }) => castKey === 'w2-device')!);
  expect([before!.protocol, after!.protocol, after!.externalId]).toEqual(['gt06', 'eelink', before!.externalId]);
  expect((await loadAssignments(db.database, before!.deviceId)).at(-1)!.untilMs).not.toBe(null);
  const other = await mkdtemp(join(tmpdir(), 'magpie-seed-'));
  const second = await ensureDrill({ ...deps, randomBytes, dataFolder: other }, cast, URL, true);
  const names = second!.devices.map(({ externalId }) => externalId);
  expect(names.some((name) => name !== null && renewed!.devices.some(({ externalId }) => externalId === name))).toBe(
    false,
  );
  await rm(other, { recursive: true });
  const { rows } = await db.database.query<{ n: number }>('select count(*) as n from people.agency');
  expect(rows[0]!.n).toBe(cast.agencies.length * 2);
  const fitted = await db.database.query<{ n: number }>(
    `select count(*) as n from devices.life_event e join devices.assignment a using (device_id, person_id)
     where e.kind = 'fitted' and a.until_ms is null`,
  );
  const wearers = new Set(cast.people.filter(({ kind }) => kind === 'wearer').map(({ key }) => key));
  const worn = cast.devices.filter(({ person }) => wearers.has(person));
  expect(fitted.rows[0]!.n).toBe(2 * worn.length);
  const proceedings = await db.database.query(`select 1 from orders.proceeding`);
  expect(proceedings.rows).toHaveLength(2 * cast.proceedings.length);
  await rm(dataFolder, { recursive: true });
  await db.close();
});
