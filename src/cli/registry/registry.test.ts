import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { main } from '../main.ts';

let t: TestApp;
let folder: string;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-cli-'));
  const { adminToken } = await loadSecrets(folder);
  t = await testApp({ adminToken });
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
  process.env.MAGPIE_DATA = folder;
});
afterAll(async () => {
  delete process.env.MAGPIE_DATA;
  await t.close();
  await rm(folder, { recursive: true });
});

async function magpie(line: string, more: string[] = []): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const args = [...line.split(' '), ...more, ...(line.includes('--url') ? [] : ['--url', url])];
  const code = await main(args, { stdin: new PassThrough(), stdout, stderr });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

async function done(line: string, more: string[] = []): Promise<Record<string, string>> {
  const { code, out, err } = await magpie(line, more);
  expect([code, err]).toEqual([0, '']);
  expect(out.endsWith('\n') && out.trim().split('\n').length === 1).toBe(true);
  return JSON.parse(out);
}

test('from an agency to an order in force, by commands alone', async () => {
  const { agencyId } = await done('agency create --name', ['Drill office']);
  const person = async (kind: string, more = '') =>
    (await done(`person create --agency ${agencyId} --kind ${kind} --language ko${more} --name`, ['Made Up'])).personId;
  const wearer = await person('wearer', ' --birth-date 1985-01-31 --identifier CASE-118');
  // Of two records without a device the older one goes on.
  t.clock.atMs += 1;
  const again = await done(`person create --agency ${agencyId} --kind wearer --identifier case-118 --name`, [
    'Made Up',
  ]);
  expect(again.linking).toMatchObject({ state: 'checked', linkedTo: wearer });
  const completed = await done(`person complete --person ${wearer} --birth-date 1985-01-30`);
  expect(completed.linking).toMatchObject({ state: 'checked', linkedTo: null });
  const protectedPerson = await person('protected');
  const household = await person('household', ` --household-of ${protectedPerson}`);
  const device = await done(`device create --protocol osmand --agency ${agencyId} --person ${wearer}`);
  expect(device).toMatchObject({ url: 'http://127.0.0.1:5055', identifier: device.token });
  const other = await done(
    `device create --protocol owntracks --agency ${agencyId} --device-url https://example.org:5055`,
  );
  expect(other.url).toBe(`https://example.org:5055/${other.token}`);
  await done(`device assign --device ${other.deviceId} --person ${protectedPerson}`);
  t.clock.atMs += 1_000;
  await done(`device assign --device ${other.deviceId} --person none`);
  const order = await done(
    `order create --agency ${agencyId} --wearer ${wearer} --protected ${protectedPerson} --household ${household} ` +
      `--restraint 150 --warn 700 --notice 2500 --ring police=1000 --ring near=500 --zone-circle 37.5,127.1,200 ` +
      `--warn-tau 600 --silence-after 180 --silence-contact 300 --warn-hold 900`,
  );
  expect(order).toMatchObject({ inForce: true, restraintM: 150, rings: { police: 1000, near: 500 } });
  expect(order.zones).toHaveLength(1);
  const parameters = { warnTauS: 600, silenceAfterS: 180, silenceContactS: 300, warnHoldS: 900 };
  expect(order).toMatchObject({ parameters });
  expect((await done('order list')).orders).toHaveLength(1);
  expect(await done(`order cancel --order ${order.orderId}`)).toMatchObject({ status: 'cancelled', inForce: false });
  expect((await done('person list')).people).toHaveLength(4);
  expect((await done('device list')).devices).toHaveLength(2);
  expect((await done('agency list')).agencies).toHaveLength(1);
  const { link } = await done(`person link --person ${protectedPerson}`);
  expect(link).toMatch(new RegExp(`^${url}/enter#[A-Za-z0-9_-]{43}$`));
});

test('an agency tells its number and its places with people', async () => {
  const { agencyId } = await done('agency create --phone 0112 --name', ['Third office']);
  expect(await done(`agency phone --agency ${agencyId}`)).toMatchObject({ phone: null });
  const file = join(folder, 'places.geojson');
  const geometry = { type: 'Point', coordinates: [124.5, 36] };
  const feature = { type: 'Feature', geometry, properties: { kind: 'police', name: 'Box' } };
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  expect(await done(`places import --agency ${agencyId} --file ${file}`)).toEqual({ places: 1 });
  await writeFile(file, '{"secret": 124.567');
  const broken = await magpie(`places import --agency ${agencyId} --file ${file}`);
  expect([broken.code, broken.err]).toEqual([1, 'magpie places: The file is not JSON. Nothing was changed.\n']);
  const none = await magpie(`places import --agency ${agencyId} --file ${file}.none`);
  expect([none.code, none.err]).toMatchObject([1, expect.stringContaining('ENOENT')]);
});

test('what the server refuses is one line and exit 1', async () => {
  const { agencyId } = await done('agency create --name', ['Second office']);
  const real = await magpie(`person create --kind wearer --agency ${agencyId} --name X --real`);
  expect([real.code, real.out]).toEqual([1, '']);
  expect(real.err).toMatch(/^magpie person: Only exercise persons are accepted .*\n$/);
  const away = await magpie('agency list --url http://127.0.0.1:1');
  expect([away.code, away.err.split('\n').length]).toEqual([1, 2]);
  expect(away.err).toMatch('npm start');
});

test('wrong usage is one line and exit 2, and quotes no place', async () => {
  for (const line of ['person', 'person fly', 'person create --kind wearer', 'agency create --nam x']) {
    const { code, err } = await magpie(line);
    expect([line, code, err.split('\n').length]).toEqual([line, 2, 2]);
  }
  const zone = await magpie('order create --agency a --wearer b --protected c --zone-circle 37.123456,127');
  expect(zone.code).toBe(2);
  expect(zone.err).not.toMatch('37.123456');
});

test('the token goes nowhere in clear, and a missing data folder is explained (H-55)', async () => {
  const far = await magpie('agency list --url http://192.0.2.1:8420');
  expect([far.code, far.err]).toEqual([1, expect.stringContaining('https://')]);
  process.env.MAGPIE_DATA = join(folder, 'none');
  const none = await magpie('agency list');
  process.env.MAGPIE_DATA = folder;
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('MAGPIE_DATA')]);
});
