/**
 * The look and the language that were chosen, where the service worker can read them too, which sees none of the page's storage. Fails toward the
 * look that everybody has at first. Nothing about a person. The worker's part: it is one file and shares none with the page.
 */

export interface Look {
  readonly disguise: string;
  readonly language: string;
}

/** Not one of the shell's: those go with their build. As in `disguise/store-look.ts`; held equal by a test. */
export const LOOK_CACHE = { name: 'look', key: '/app/look' } as const;

/** Null in a browser that keeps nothing, or before anything was chosen. */
export async function loadLook(): Promise<Look | null> {
  try {
    const kept = await (await caches.open(LOOK_CACHE.name)).match(LOOK_CACHE.key);
    return kept === undefined ? null : lookFrom(await kept.json());
  } catch (error) {
    console.info('the look cannot be read:', error instanceof Error ? error.name : '');
    return null;
  }
}

/** Null: what was kept is not a look. */
export function lookFrom(value: unknown): Look | null {
  const { disguise, language } = (value ?? {}) as Partial<Record<keyof Look, unknown>>;
  const isWord = (word: unknown): word is string => typeof word === 'string' && /^[a-z]{1,20}$/.test(word);
  return isWord(disguise) && isWord(language) ? { disguise, language } : null;
}

/** As `disguise/disguises.ts` names it; held equal by a test. */
export function lookIcon(look: Look | null): string {
  return look === null || look.disguise === 'memo' ? '/app/icon-192.png' : `/app/icon-${look.disguise}-192.png`;
}
