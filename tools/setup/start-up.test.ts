/** The set-up's programs as they are run: signals, exit codes, locks, the command's own standard output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-setup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  const [out, err, [code]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

/** `tools/setup.mjs run` on a program of the test's own. */
async function runProgram(source: string): Promise<ChildProcess> {
  const file = join(folder, 'program.ts');
  await writeFile(file, source);
  return spawn(process.execPath, [join(ROOT, 'tools/setup.mjs'), 'run', file], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('tools/setup.mjs', () => {
  it.each([0, 1, 7])('ends with the exit code %i of what it ran', async (code) => {
    expect(await ended(await runProgram(`process.exit(${code} as number);`))).toMatchObject({ code, err: '' });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('tells of an end by %s as a shell does', async (signal, code) => {
    expect(
      await ended(await runProgram(`process.kill(process.pid, '${signal}'); setInterval(() => 0, 1000);`)),
    ).toMatchObject({
      code,
    });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on once, and waits until all has stopped', async (signal) => {
    const child = await runProgram(`
      let count = 0;
      process.on('${signal}', () => {
        count++;
        setTimeout(() => { console.log('stopped after', count); process.exit(3); }, 300);
      });
      setInterval(() => 0, 1000);
      console.log('up');
    `);
    child.stdout?.once('data', () => {
      // The same Ctrl-C twice: from the terminal and from npm.
      child.kill(signal);
      child.kill(signal);
    });
    expect(await ended(child)).toEqual({ code: 3, out: 'up\nstopped after 1\n', err: '' });
  });

  it('says how it is used', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'tools/setup.mjs'), 'fly'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { code, out, err } = await ended(child);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('usage:');
  });
});

describe('bin/magpie', () => {
  it('works through links from anywhere, its standard output its own', async () => {
    await symlink(join(ROOT, 'bin/magpie'), join(folder, 'one'));
    await symlink('one', join(folder, 'two'));
    const child = spawn(join(folder, 'two'), ['--help'], { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    const { code, out, err } = await ended(child);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^usage: magpie <command>/);
  });

  it.each([[['fly']], [[]], [['toString']]])('answers %j with the usage and 2', async (args) => {
    const child = spawn(join(ROOT, 'bin/magpie'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const { code, out, err } = await ended(child);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('usage: magpie <command>');
  });
});

describe('withLock', () => {
  it('lets one in at a time', async () => {
    const lock = join(folder, 'lock');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((done) => setTimeout(done, 20));
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => withLock(lock, () => undefined, work)));
    expect(most).toBe(1);
  });

  it('lets one in at a time also where several find the lock of a killed holder', async () => {
    const lock = join(folder, 'lock');
    await mkdir(lock);
    await utimes(lock, 1, 1);
    const program = join(folder, 'holder.ts');
    await writeFile(
      program,
      `import { withLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.mjs'))};
      import { appendFileSync } from 'node:fs';
      await withLock(${JSON.stringify(lock)}, () => undefined, async () => {
        appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'in\\n');
        await new Promise((done) => setTimeout(done, 200));
        appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'out\\n');
      });`,
    );
    await Promise.all(
      [1, 2, 3, 4].map(() => ended(spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'pipe'] }))),
    );
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('in\nout\n'.repeat(4));
  });

  it('takes over from a holder that was killed, and gives the lock back when the work fails', async () => {
    const lock = join(folder, 'lock');
    await mkdir(lock);
    await utimes(lock, 1, 1);
    const failing = withLock(
      lock,
      () => undefined,
      () => Promise.reject(new Error('on purpose')),
    );
    await expect(failing).rejects.toThrow('on purpose');
    expect(
      await withLock(
        lock,
        () => undefined,
        () => Promise.resolve(7),
      ),
    ).toBe(7);
  });
});
