import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, DUTIES, openDesk } from '../../../test/support/desk.ts';
import { HOUR_MS, toIso } from '../../core/time.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { main } from '../main.ts';

let desk: Desk;
let folder: string;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-cli-'));
  const { adminToken } = await loadSecrets(folder);
  desk = await openDesk({ adminToken });
  await desk.t.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(desk.t.app.server.address() as AddressInfo).port}`;
  process.env.MAGPIE_DATA = folder;
});
afterAll(async () => {
  delete process.env.MAGPIE_DATA;
  await desk.t.close();
  await rm(folder, { recursive: true });
});

async function magpie(line: string): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const args = ['device', ...line.split(' '), '--url', url];
  const code = await main(args, { stdin: new PassThrough(), stdout, stderr });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

async function done(line: string): Promise<Record<string, never>> {
  const { code, out, err } = await magpie(line);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

test("a device's life, by commands alone", async () => {
  const { t, people } = desk;
  const deviceId = await desk.stock();
  const next = await desk.stock();
  await done(`reserve --device ${deviceId} --person ${people.wearer} --place room-4`);
  for (const duty of DUTIES) await done(`acknowledge-duty --device ${deviceId} --duty ${duty}`);
  await done(`fit --device ${deviceId}`);
  const until = toIso(t.clock.atMs + HOUR_MS);
  const window = `--reason treatment --from ${toIso(t.clock.atMs)} --until ${until}`;
  const asked = await done(`remove --device ${deviceId} ${window} --as ${people.officer}`);
  const own = await magpie(`approve --removal ${asked.id} --as ${people.officer}`);
  expect([own.code, own.err]).toEqual([1, expect.stringContaining('Another person')]);
  await done(`approve --removal ${asked.id} --as ${desk.secondId}`);
  expect(await done(`status --device ${deviceId}`)).toMatchObject({ device: { state: 'removed' } });
  await done(`end-removal --removal ${asked.id}`);
  const held = await done(`custody --person ${people.wearer} --reason arrest --until ${until}`);
  await done(`end-custody --custody ${held.id}`);
  t.clock.atMs += 1_000;
  await done(`swap --device ${deviceId} --new ${next} --reason battery`);
  await done(`stock --device ${deviceId}`);
  t.clock.atMs += 1_000;
  await done(`lost --device ${next}`);
  await done(`found --device ${next}`);
  await done(`retire --device ${next} --reason broken`);
  const { devices } = (await done('status')) as unknown as { devices: { deviceId: string; state: string }[] };
  const states = Object.fromEntries(devices.map((one) => [one.deviceId, one.state]));
  expect(states).toEqual({ [deviceId]: 'in-stock', [next]: 'retired' });
  expect(await done('register')).toMatchObject({ removals: [{ removalId: asked.id, decision: 'approved' }] });
});

test('wrong usage is one line and exit 2', async () => {
  for (const line of ['fit', 'reserve --device x', 'swap --device x --new y']) {
    expect([line, (await magpie(line)).code]).toEqual([line, 2]);
  }
});
