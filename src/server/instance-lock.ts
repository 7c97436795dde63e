/**
 * One server a data folder. The lock is the system's own on an open file (taken through SQLite, since Node offers no other
 * way to it), so it ends with the process whatever kills it, and no process number is ever mistaken for another's.
 */
import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OperatorError } from './operator-error.ts';

export interface InstanceLock {
  release(): void;
}

const BUSY = 5;

/** Takes the lock, or says who has it. */
export async function lockInstance(dataFolder: string): Promise<InstanceLock> {
  const pidFile = join(dataFolder, 'server.pid');
  let file: DatabaseSync | null = null;
  try {
    file = new DatabaseSync(join(dataFolder, 'server.lock'), { timeout: 0 });
    file.exec('pragma journal_mode = memory; begin immediate');
  } catch (error) {
    file?.close();
    if ((error as { errcode?: number }).errcode !== BUSY) {
      throw new OperatorError(
        `The lock in ${dataFolder} cannot be taken (${(error as Error).message}).`,
        'Start Magpie as the user who owns the data folder, or set MAGPIE_DATA to another.',
      );
    }
    const pid = (await readFile(pidFile, 'utf8').catch(() => '')).trim();
    throw new OperatorError(
      `Magpie is already running on ${dataFolder}${pid === '' ? '' : ` (process ${pid})`}.`,
      'Stop it first, or set MAGPIE_DATA to another folder for a second one.',
    );
  }
  const held = file;
  await writeFile(pidFile, `${process.pid}\n`, { mode: 0o600 });
  return {
    release() {
      rmSync(pidFile, { force: true });
      held.close();
    },
  };
}
