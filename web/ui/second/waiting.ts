/** What waits for a second person of the reader's office, as `GET /api/desk/two-person` tells it. */
import { z } from 'zod';
import { doneApi, loadApi } from '../use-api.ts';

const actsSchema = z.object({
  acts: z.array(
    z.object({
      actId: z.string(),
      act: z.string(),
      about: z.record(z.string(), z.unknown()),
      isMine: z.boolean(),
      askedAtMs: z.number(),
      expiresAtMs: z.number(),
      article: z.string(),
    }),
  ),
});
const exportSchema = z.object({ what: z.string(), path: z.string(), query: z.record(z.string(), z.string()) });

export interface WaitingFile {
  readonly actId: string;
  readonly isMine: boolean;
  readonly askedAtMs: number;
  readonly expiresAtMs: number;
  readonly article: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Files of that kind that wait. Null: it could not be read. */
export async function loadWaitingFiles(what: string): Promise<WaitingFile[] | null> {
  const loaded = await loadApi('/api/desk/two-person', actsSchema);
  if (loaded.kind !== 'ready') return null;
  return loaded.data.acts.flatMap(({ act, about, ...one }) => {
    const parsed = exportSchema.safeParse(about);
    if (act !== 'export' || !parsed.success || parsed.data.what !== what) return [];
    return [{ ...one, path: parsed.data.path, query: parsed.data.query }];
  });
}

/** Says no to what another asked for, or takes back one's own. */
export const endWaiting = (actId: string) => doneApi('POST', `/api/desk/two-person/${actId}/end`, {});
