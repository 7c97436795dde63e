/** Where things lie: the checkout, and the data folder that holds secrets, the database and nothing that belongs in the tree. */
import { chmod, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OperatorError } from './operator-error.ts';

/** The checkout's root. */
export const CHECKOUT = resolve(import.meta.dirname, '../..');
export const MIGRATIONS = join(CHECKOUT, 'db/migrations');

/** `MAGPIE_DATA`, else `data` in the checkout. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  const set = env.MAGPIE_DATA;
  return set === undefined || set === '' ? join(CHECKOUT, 'data') : resolve(set);
}

/**
 * Makes the data folder. Others may not list it; root's may be passed through, since PostgreSQL runs under another account
 * in a folder below. Every secret in it has mode 0600 of its own.
 */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (error) {
    throw new OperatorError(
      `The data folder ${folder} cannot be used (${(error as NodeJS.ErrnoException).code}).`,
      'Start Magpie as the user who owns it, or set MAGPIE_DATA to a folder that you may write.',
    );
  }
}
