/** A server's share of the database and no more, to be killed: starts the embedded PostgreSQL of a data folder and waits. */
import { systemClock } from '../../src/core/clock.ts';
import { makeDataFolder } from '../../src/server/folders.ts';
import { lockInstance } from '../../src/server/instance-lock.ts';
import { operatorLine } from '../../src/server/operator-error.ts';
import { startEmbedded } from '../../src/server/postgres/embedded.ts';
import { loadSecrets } from '../../src/server/secrets.ts';

const dataFolder = process.argv[2] ?? '';
try {
  await makeDataFolder(dataFolder);
  const lock = await lockInstance(dataFolder);
  const secrets = await loadSecrets(dataFolder);
  const say = (line: string): void => console.log(line);
  const postgres = await startEmbedded({ dataFolder, secrets, clock: systemClock, say });
  console.log(`ready ${JSON.stringify({ pid: postgres.pid, folder: postgres.folder, ownerUrl: postgres.ownerUrl })}`);
  process.on('SIGTERM', async () => {
    await postgres.stop();
    lock.release();
    process.exit(0);
  });
} catch (error) {
  console.error(operatorLine(error));
  process.exit(1);
}
