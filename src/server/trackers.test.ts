/** Trackers of every protocol on real sockets, through the doors into a real PostgreSQL and the engine. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { at, makeCase, newMagpie, type TestCase, trackerOf } from '../../test/support/magpie.ts';
import type { DeviceProtocol } from '../devices/service.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import type { DeviceSide, DeviceSideSession, Heard } from '../ingest/protocols/device-side.ts';
import { eelinkDevice } from '../ingest/protocols/eelink/encode.ts';
import { gl200Device } from '../ingest/protocols/gl200/encode.ts';
import { gt06Device } from '../ingest/protocols/gt06/encode.ts';
import { megastekDevice } from '../ingest/protocols/megastek/encode.ts';
import { r16hDevice } from '../ingest/protocols/r16h/encode.ts';
import { SOCKET_PROTOCOLS } from '../ingest/protocols/registry.ts';
import { watchDevice } from '../ingest/protocols/watch/encode.ts';
import type { Input } from '../proximity/types.ts';
import type { Magpie } from './assemble.ts';

const SIDES: readonly DeviceSide[] = [eelinkDevice, gl200Device, gt06Device, megastekDevice, r16hDevice, watchDevice];
const IMEI = '356000000000017';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;

beforeEach(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  await magpie?.stop();
  await db.close();
});

async function open(setting: object = {}): Promise<void> {
  const trackerPorts = Object.fromEntries(SOCKET_PROTOCOLS.map(({ name }) => [name, 0]));
  magpie = newMagpie({ appUrl: db.appUrl, trackerPorts, ...setting });
  one = await makeCase(magpie);
  await magpie.start();
}

interface Tracker {
  readonly socket: Socket;
  readonly session: DeviceSideSession;
  readonly heard: Heard[];
}

async function dial(side: DeviceSide, name = IMEI, socket?: Socket): Promise<Tracker> {
  const line = socket ?? connect(magpie.input.doors.portOf(side.protocol)!, '127.0.0.1');
  const session = side.open(name);
  const heard: Heard[] = [];
  let waiting = Buffer.alloc(0);
  line.on('error', () => undefined);
  line.on('data', (data) => {
    waiting = Buffer.concat([waiting, data]);
    for (let next = session.hear(waiting); next !== null; next = session.hear(waiting)) {
      heard.push(next.heard);
      waiting = waiting.subarray(next.bytes);
    }
  });
  if (socket === undefined) await once(line, 'connect');
  line.write(session.hello());
  return { socket: line, session, heard };
}

/** It may be told something besides. */
function acknowledged(heard: readonly Heard[]): number {
  return heard.filter(({ kind }) => kind === 'acknowledgement').length;
}

async function journaled(kind: 'fix' | 'event'): Promise<Input[]> {
  const inputs = await loadInputsAfter(db.database, magpie.sealer, 0);
  return inputs.map(({ input }) => input).filter((input) => input.kind === kind);
}

interface Counted {
  readonly reason: string;
  readonly known: boolean;
  readonly frames: number;
  readonly replayed: number;
}

async function counts(): Promise<Counted[]> {
  return (await api<{ counts: Counted[] }>('/api/quarantine')).counts;
}

async function api<T = Record<string, unknown>>(path: string, body?: object): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${magpie.port}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${magpie.options.adminToken}`,
      'x-magpie': '1',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

/** A whole second ago: no protocol tells less. */
function lastSecondMs(): number {
  return Math.floor(magpie.options.clock.nowMs() / 1_000) * 1_000;
}

describe('a tracker', () => {
  it.each(SIDES.map((side) => [side.protocol, side] as const))(
    '%s: its report is journaled, evaluated and only then answered; its SOS is an incident',
    async (protocol, side) => {
      await open();
      await trackerOf(magpie, one, protocol as DeviceProtocol, IMEI);
      const { socket, session, heard } = await dial(side);
      const fixedAtMs = lastSecondMs();
      socket.write(session.report({ fixedAtMs, ...at(700, 0), speedMps: 0, event: 'sos' }));
      await expect.poll(() => journaled('fix')).toHaveLength(1);
      const [fix] = await journaled('fix');
      expect(fix).toMatchObject({ fix: { personId: one.wearerId, fixedAtMs, source: 'gnss' } });
      expect(await journaled('event')).toMatchObject([{ personId: one.wearerId, event: 'sos' }]);
      if (side.acknowledges) {
        await expect.poll(() => acknowledged(heard)).toBeGreaterThan(0);
      }
      await expect.poll(incidentKinds).toContain('device:sos');
      socket.destroy();
    },
  );

  async function incidentKinds(): Promise<string[]> {
    const { rows } = await db.database.query<{ kind: string }>('select kind from incidents.incident');
    return rows.map(({ kind }) => kind);
  }

  it('that nobody registered is kept in quarantine, and taken in once it is registered and replayed', async () => {
    await open();
    const { socket, session } = await dial(gt06Device);
    socket.write(session.report({ fixedAtMs: lastSecondMs(), ...at(700, 0) }));
    await once(socket, 'close');
    await expect.poll(async () => (await counts()).map(({ reason }) => reason)).toEqual(['unknown-device']);
    expect(await journaled('fix')).toEqual([]);
    await trackerOf(magpie, one, 'gt06', IMEI);
    // The login alone names the device; what follows it on the same connection does not.
    const replayed = await api('/api/quarantine/replay', { protocol: 'gt06' });
    expect(replayed).toMatchObject({ frames: 2, accepted: 2 });
    expect(await journaled('fix')).toHaveLength(1);
    expect(await api('/api/quarantine/replay', {})).toMatchObject({ frames: 0 });
    expect((await counts())[0]).toMatchObject({ frames: 2, replayed: 2 });
  });

  it('a frame that could not be taken is exported as magpie decode reads it, on record, and replayed for its device', async () => {
    await open();
    const { deviceId } = await trackerOf(magpie, one, 'gt06', IMEI);
    const { socket, session, heard } = await dial(gt06Device);
    await expect.poll(() => acknowledged(heard)).toBe(1);
    const good = Buffer.from(session.report({ fixedAtMs: lastSecondMs(), ...at(700, 0) }));
    const broken = Buffer.from(good);
    broken[10]! ^= 0xff;
    socket.write(broken);
    await expect
      .poll(async () => (await counts()).map(({ reason, known }) => `${reason} ${known}`))
      .toEqual(['malformed true']);
    const { frames } = await api('/api/quarantine/export', {
      ...{ jurisdiction: 'kr', purpose: 'compliance', protocol: 'gt06' },
    });
    expect(frames).toMatchObject([{ deviceId, protocol: 'gt06', frame: broken.toString('hex') }]);
    const { rows } = await db.database.query<{ entry: string }>(
      `select encode(canonical, 'escape') as entry from safeguards.audit`,
    );
    expect(rows.some(({ entry }) => entry.includes('quarantine.export'))).toBe(true);
    expect(rows.some(({ entry }) => entry.includes(broken.toString('hex')))).toBe(false);
    // The decoder is as it was: refused again, and marked so.
    expect(await api('/api/quarantine/replay', {})).toMatchObject({ frames: 1, refused: { malformed: 1 } });
    socket.destroy();
  });

  it('reports under TLS on the same port, and is told apart from one in clear', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'x' }], { keyType: 'ec' });
    await open({ deviceTls: { context: { key, cert }, isRequired: false } });
    await trackerOf(magpie, one, 'gt06', IMEI);
    const port = magpie.input.doors.portOf('gt06')!;
    const secret = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
    await once(secret, 'secureConnect');
    const { session, heard } = await dial(gt06Device, IMEI, secret);
    await expect.poll(() => acknowledged(heard)).toBe(1);
    secret.write(session.report({ fixedAtMs: lastSecondMs(), ...at(700, 0) }));
    await expect.poll(() => journaled('fix')).toHaveLength(1);
    secret.destroy();
  });

  it('HAZARD H-13: that calls its place no good, as indoors, is answered, journals no place and fills no quarantine', async () => {
    await open();
    await trackerOf(magpie, one, 'megastek', IMEI);
    const { socket, session } = await dial(megastekDevice);
    const fixedAtMs = lastSecondMs();
    const noGood = Buffer.from(session.report({ fixedAtMs, ...at(700, 0) })).toString('latin1');
    expect(noGood).toContain(',A,');
    socket.write(noGood.replace(',A,', ',V,'));
    const counted = async () => (await magpie.metrics.rejected.get()).values.map(({ labels }) => labels.reason);
    await expect.poll(counted).toEqual(['not-valid']);
    socket.write(session.report({ fixedAtMs: fixedAtMs + 1, ...at(700, 0) }));
    await expect.poll(() => journaled('fix')).toHaveLength(1);
    expect(await counts()).toEqual([]);
    socket.destroy();
  });

  it('sends twice what was not acknowledged, and is journaled once', async () => {
    await open();
    await trackerOf(magpie, one, 'gt06', IMEI);
    const first = await dial(gt06Device);
    const frame = first.session.report({ fixedAtMs: lastSecondMs(), ...at(700, 0) });
    first.socket.write(frame);
    await expect.poll(() => acknowledged(first.heard)).toBe(2);
    first.socket.destroy();
    const again = await dial(gt06Device);
    again.socket.write(frame);
    await expect.poll(() => acknowledged(again.heard)).toBe(2);
    expect(await journaled('fix')).toHaveLength(1);
    again.socket.destroy();
  });

  it('the doors say how they are doing, and count by protocol', async () => {
    await open();
    await trackerOf(magpie, one, 'gt06', IMEI);
    const { socket, heard } = await dial(gt06Device);
    await expect.poll(() => acknowledged(heard)).toBe(1);
    const { doors } = await api<{ doors: { protocol: string }[] }>('/api/ingest/doors');
    const door = doors.find(({ protocol }) => protocol === 'gt06');
    expect(door).toMatchObject({ port: magpie.input.doors.portOf('gt06'), connections: 1, frames: 1, refused: 0 });
    const metrics = await (await fetch(`http://127.0.0.1:${magpie.port}/metrics`)).text();
    expect(metrics).toContain('magpie_device_frames_total{protocol="gt06",outcome="accepted"} 1');
    expect(metrics).toContain('magpie_device_connections{protocol="gt06"} 1');
    expect(metrics).not.toContain(IMEI);
    socket.destroy();
  });
});
