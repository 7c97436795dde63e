/** The server's database: the operator's own where DATABASE_URL names one, else the embedded one. */
import type { Clock } from '../../core/clock.ts';
import type { Secrets } from '../secrets.ts';
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts';
import { type DatabaseUrls, externalDatabase } from './external.ts';

export interface ProvidedDatabase extends DatabaseUrls {
  /** Null with DATABASE_URL: then somebody else looks after it. */
  readonly embedded: EmbeddedPostgres | null;
  /** Stops the embedded one; nothing otherwise. */
  stop(): Promise<void>;
}

export interface ProvideOptions {
  readonly dataFolder: string;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  /** Progress, one line a call. */
  readonly say: (line: string) => void;
}

/** Ready to connect, not migrated. The caller holds the data folder's lock. */
export async function provideDatabase(options: ProvideOptions): Promise<ProvidedDatabase> {
  const { env, say } = options;
  const url = env.DATABASE_URL ?? '';
  if (url === '') {
    say('starting PostgreSQL');
    const embedded = await startEmbedded(options);
    return { appUrl: embedded.appUrl, ownerUrl: embedded.ownerUrl, embedded, stop: () => embedded.stop() };
  }
  say('using the PostgreSQL of DATABASE_URL');
  const ownerUrl = env.DATABASE_OWNER_URL ?? '';
  const urls = await externalDatabase(url, ownerUrl === '' ? null : ownerUrl);
  return { ...urls, embedded: null, stop: () => Promise.resolve() };
}
