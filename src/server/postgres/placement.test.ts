import { chmod, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Account, databaseAccount } from './account.ts';
import { reachableFolder } from './placement.ts';

const IS_ROOT = process.getuid?.() === 0;

// Another user cannot give folders to an account, and has no need to: PostgreSQL runs as themselves.
describe.skipIf(!IS_ROOT)('reachableFolder (skipped: only root places the database elsewhere)', () => {
  let folder: string;
  let account: Account;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'magpie-placement-'));
    await chmod(folder, 0o711);
    const found = await databaseAccount(join(folder, 'none'));
    if (found === null) throw new Error('root has an account for the database');
    account = found;
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('opens what it makes, also where a closed umask had made the base', async () => {
    const base = join(folder, 'base');
    expect(await reachableFolder('a', account, [base])).toBe(join(base, 'a'));
    await chmod(base, 0o700);
    await chmod(join(base, 'a'), 0o700);
    expect(await reachableFolder('a', account, [base])).toBe(join(base, 'a'));
    expect((await stat(join(base, 'a'))).mode & 0o777).toBe(0o755);
  });

  it('goes on to the next base where the first is closed, a link, or a file', async () => {
    const closed = join(folder, 'closed');
    await reachableFolder('x', account, [closed]);
    await chmod(closed, 0o700);
    const inside = join(closed, 'x/base');
    const link = join(folder, 'link');
    await symlink('/tmp', link);
    const open = join(folder, 'open');
    await chmod(join(closed, 'x'), 0o700);
    expect(await reachableFolder('a', account, [inside, link, open])).toBe(join(open, 'a'));
    await expect(reachableFolder('a', account, [link])).rejects.toThrow('can reach neither');
  });
});
