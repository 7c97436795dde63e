/** A durable embedded PostgreSQL of a test's own, supervised as in production, on a folder that is removed at the end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/core/clock.ts';
import { MIGRATIONS, makeDataFolder } from '../../src/server/folders.ts';
import { migrate } from '../../src/server/migrate.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../src/server/postgres/embedded.ts';
import { loadSecrets } from '../../src/server/secrets.ts';

export interface DurableDatabase {
  readonly postgres: EmbeddedPostgres;
  readonly appUrl: string;
  close(): Promise<void>;
}

export async function durableDatabase(): Promise<DurableDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'magpie-durable-'));
  await makeDataFolder(folder);
  const secrets = await loadSecrets(folder);
  const postgres = await startEmbedded({ dataFolder: folder, secrets, clock: systemClock, say: () => undefined });
  await migrate(postgres.ownerUrl, MIGRATIONS, systemClock);
  return {
    postgres,
    appUrl: postgres.appUrl,
    async close() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
