import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drillCast } from '../drills/cast.ts';
import { citySchema } from '../drills/city/contract.ts';
import { SCENARIOS } from '../drills/scenarios/registry.ts';
import { operatorLine } from '../server/operator-error.ts';
import { runUntil } from './drill.ts';

const cast = drillCast();
let folder: string;
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-drill-'));
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

async function serverOf(status: number): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(status).end('[]'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function devicesFile(deviceUrl: string): Promise<string> {
  const path = join(folder, 'drill.json');
  const devices = cast.devices.map((device) => ({
    castKey: device.key,
    token: `token-of-${device.key}`,
    payloadKeyHex: device.encrypted ? '00'.repeat(32) : null,
    // The trackers stay off: what is tried here is of phones.
    deviceUrl: device.protocol === 'osmand' || device.protocol === 'owntracks' ? deviceUrl : '',
  }));
  await writeFile(path, JSON.stringify({ devices }));
  return path;
}

/** Runs the command; `onStdout` sees what has been written so far and may stop it. */
async function drill(args: string[], onStdout: (text: string, stop: AbortController) => void = () => undefined) {
  const stop = new AbortController();
  const out = { stdout: '', stderr: '' };
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  stdout.on('data', (chunk: Buffer) => {
    out.stdout += chunk.toString();
    onStdout(out.stdout, stop);
  });
  stderr.on('data', (chunk: Buffer) => {
    out.stderr += chunk.toString();
  });
  const io = { stdin: new PassThrough(), stdout, stderr };
  const result = await runUntil(args, io, stop).then(
    (code) => ({ code, problem: null }),
    (error: unknown) => ({ code: null, problem: operatorLine(error) }),
  );
  return { ...out, ...result };
}

describe('magpie drill', () => {
  it('lists every scenario in both languages', async () => {
    const { code, stdout } = await drill(['--list']);
    expect(code).toBe(0);
    for (const scenario of SCENARIOS) {
      expect(stdout).toContain(scenario.name);
      expect(stdout).toContain(scenario.briefing.en);
      expect(stdout).toContain(scenario.briefing.ko);
    }
  });

  it('prints the city as GeoJSON', async () => {
    const { code, stdout } = await drill(['--city']);
    expect(code).toBe(0);
    expect(citySchema.safeParse(JSON.parse(stdout)).success).toBe(true);
  });

  it.each([
    [[], 'name one scenario'],
    [['no-such'], 'there is no scenario "no-such"'],
    [['demo', '--speed', '0'], '--speed'],
    [['demo', '--url', 'ftp://x'], '--url'],
    [['demo', '--language', 'fr'], '--language'],
    [['demo', '--what'], 'unknown option'],
    [['--city', '--seed', 'x'], '--seed'],
  ])('%j is wrong usage', async (args, says) => {
    const { code, stderr } = await drill(args);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr).toContain('usage: magpie drill');
  });

  it('says in one line what to do without a devices file, and with a wrong one', async () => {
    const none = await drill(['demo', '--devices', join(folder, 'none.json')]);
    expect(none.problem).toMatch(/cannot be read.*npm start.*--devices/);
    const path = join(folder, 'wrong.json');
    await writeFile(path, '{"devices":');
    const wrong = await drill(['demo', '--devices', path]);
    expect(wrong.problem).toMatch(/not one.*--devices/);
  });

  it('says in one line that the server is not there', async () => {
    const { url, server } = await serverOf(200);
    server.close();
    await once(server, 'close');
    const { problem } = await drill(['demo', '--devices', await devicesFile(url)]);
    expect(problem).toContain(`No server answers at ${url}.`);
    expect(problem).toMatch(/npm start.*--url/);
    expect(problem).not.toContain('\n');
  });

  it('says in one line that the server does not know a device', async () => {
    const { url } = await serverOf(404);
    const { problem, stdout } = await drill(['approach-by-car', '--devices', await devicesFile(url)]);
    expect(problem).toMatch(/does not know the simulated device [wp]1-device.*--devices/);
    expect(stdout).toContain('"kind":"failing"');
  });

  it('tells what happens without positions and secrets, and stops when asked', async () => {
    const { url } = await serverOf(200);
    const args = [
      'approach-by-car',
      '--devices',
      await devicesFile('http://127.0.0.1:1'),
      '--url',
      url,
      '--speed',
      '20',
    ];
    const { code, stdout, stderr } = await drill(args, (text, stop) => {
      if (text.includes('"kind":"delivering"') && text.split('"kind":"step"').length > 2) stop.abort();
    });
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({
        at: expect.any(String),
        elapsedS: expect.any(Number),
        kind: expect.any(String),
      });
    }
    expect(stderr).toContain('EXERCISE');
    expect(stdout + stderr).not.toMatch(/token-of|latDeg|124\.\d{4}|3[56]\.\d{4}/);
  });
});
