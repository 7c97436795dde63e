/** The database of a server that runs, for a command beside it: DATABASE_URL, else the embedded one of the data folder. */
import { OperatorError } from '../operator-error.ts';
import { readSecrets, secretsFile } from '../secrets.ts';
import { readPidFile } from './cluster.ts';
import { DATABASE } from './embedded.ts';
import { notedFolder } from './placement.ts';
import { loopbackUrl } from './roles.ts';

/** As magpie_app, which may read what the application reads. */
export async function runningDatabaseUrl(dataFolder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const url = env.DATABASE_URL ?? '';
  if (url !== '') return url;
  const secrets = await readSecrets(dataFolder);
  if (secrets === null) {
    throw new OperatorError(
      `There is no ${secretsFile(dataFolder)}.`,
      'Set MAGPIE_DATA to the data folder, or DATABASE_URL.',
    );
  }
  const postmaster = await readPidFile(await notedFolder(dataFolder));
  if (postmaster === null) {
    throw new OperatorError('The embedded database does not run.', 'Start Magpie (npm start), or set DATABASE_URL.');
  }
  return loopbackUrl('magpie_app', secrets.postgres.app, postmaster.port, DATABASE);
}
