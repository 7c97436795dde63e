/**
 * PostgreSQL refuses to run as root. Started by root, it runs under an unprivileged account; started by anyone else, as they
 * are. The account must have a passwd entry, since initdb looks it up.
 */
import { lstat, readFile } from 'node:fs/promises';
import { OperatorError } from '../operator-error.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

async function passwd(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined || name === '') return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/**
 * Null: PostgreSQL runs as this process's own user. Otherwise the account to run it under: the owner of the data folder
 * that is there already, else `postgres`, else `nobody`.
 */
export async function databaseAccount(dataFolder: string, uid = process.getuid?.() ?? -1): Promise<Account | null> {
  const ownerUid = await lstat(dataFolder).then(
    (stat) => stat.uid,
    () => null,
  );
  if (uid !== 0) {
    if (ownerUid !== null && ownerUid !== uid) {
      throw new OperatorError(
        `The database in ${dataFolder} belongs to another user.`,
        'Start Magpie as the user who made it, or set MAGPIE_DATA to another folder.',
      );
    }
    return null;
  }
  const entries = await passwd();
  if (ownerUid !== null && ownerUid !== 0) {
    const owner = entries.find((entry) => entry.uid === ownerUid);
    if (owner !== undefined) return owner;
  }
  const account =
    entries.find((entry) => entry.name === 'postgres') ?? entries.find((entry) => entry.name === 'nobody');
  if (account === undefined) {
    throw new OperatorError(
      'PostgreSQL does not run as root, and there is neither a "postgres" nor a "nobody" account.',
      'Add one (useradd --system postgres), start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return account;
}
