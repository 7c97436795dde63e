import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockInstance } from './instance-lock.ts';

const HOLDER = `
  import { lockInstance } from ${JSON.stringify(join(import.meta.dirname, 'instance-lock.ts'))};
  globalThis.held = await lockInstance(process.argv[1]);
  console.log('held');
  setInterval(() => undefined, 1000);
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('is held by one process, and given back by the death of that process', async () => {
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  await expect(lockInstance(folder)).rejects.toThrow(`already running on ${folder} (process ${holder.pid})`);
  // A second try must not have loosened it.
  await expect(lockInstance(folder)).rejects.toThrow('already running');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = await lockInstance(folder);
  lock.release();
  (await lockInstance(folder)).release();
});
