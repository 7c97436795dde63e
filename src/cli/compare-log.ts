/** `magpie compare-log`: the published log is verified first, by the program that stands by itself, then held against the database's rows. */
import { parseArgs } from 'node:util';
import { compareLog, readLogKey } from '../safeguards/service.ts';
import { PgDatabase } from '../server/database.ts';
import { dataFolder } from '../server/folders.ts';
import { logPlace } from '../server/log-place.ts';
import { OperatorError } from '../server/operator-error.ts';
import { runningDatabaseUrl } from '../server/postgres/running.ts';
import { type CommandIo, EXIT_BAD_INPUT, EXIT_OK, EXIT_USAGE } from './command.ts';
import { openSource } from './verify-log/source.ts';
import { verifyLog } from './verify-log/verify.ts';

const USAGE = 'usage: magpie compare-log [<dir|url>]';

export const help = `${USAGE}

Verifies the published log (by default the one in the data folder), and holds the rows of audit and ledger against it: a row that was altered,
taken away, swapped or given another time is found, and so is one that can no longer be opened although nothing says that it was
erased. Reads the log's key and the database of the data folder (MAGPIE_DATA), or that of DATABASE_URL. The server may run.

Prints a line for each finding, {"finding":"audit:12 is not what the log says"}, then one of the whole:

  {"ok":true,"size":1024,"rows":310,"padding":714,"erased":0,"waiting":12,"findings":0,"reason":null}

exit: 0 they agree; 1 they do not, or the log does not verify; 2 wrong usage
`;

export async function run(args: string[], io: CommandIo, env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const where = whereOf(args);
  if (where === null) {
    io.stderr.write(`${USAGE}\n`);
    return EXIT_USAGE;
  }
  const data = dataFolder(env);
  const place = logPlace(data);
  const key = await readLogKey(place.keyFile);
  if (key === null)
    throw new OperatorError(`There is no ${place.keyFile}.`, 'Set MAGPIE_DATA to the data folder of the server.');
  const print = (line: object): void => void io.stdout.write(`${JSON.stringify(line)}\n`);
  const entries: Buffer[] = [];
  const verdict = await verifyLog({
    ...{ source: openSource(where === '' ? place.folder : where), key: key.vkey, since: null },
    onEntry: (_, bytes) => entries.push(bytes),
    note: (line) => io.stderr.write(`compare-log: ${line}\n`),
  });
  if (!verdict.ok) {
    print({
      ok: false,
      size: verdict.size,
      rows: 0,
      padding: 0,
      erased: 0,
      waiting: 0,
      findings: 0,
      reason: verdict.reason,
    });
    return EXIT_BAD_INPUT;
  }
  const database = new PgDatabase(await runningDatabaseUrl(data, env), { connections: 1, task: 'server' });
  try {
    const compared = await compareLog({
      ...{ database, paddingSecret: key.paddingSecret, entries: Buffer.concat(entries) },
      onFinding: (finding) => print({ finding }),
    });
    const ok = compared.findings === 0;
    print({ ok, size: verdict.size, ...compared, reason: ok ? null : 'the database and the log do not agree' });
    return ok ? EXIT_OK : EXIT_BAD_INPUT;
  } finally {
    await database.close();
  }
}

/** '': that of the data folder; null: wrong usage. */
function whereOf(args: string[]): string | null {
  try {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    return positionals.length > 1 ? null : (positionals[0] ?? '');
  } catch {
    return null;
  }
}
