/**
 * The look and the language that were chosen, where the service worker can read them too, which sees none of the page's storage. Fails toward the
 * look that everybody has at first. Nothing about a person.
 */

export interface Look {
  readonly disguise: string;
  readonly language: string;
}

/** Not one of the shell's: those go with their build. */
const CACHE = 'look';
const KEY = '/app/look';

/** Null in a browser that keeps nothing, or before anything was chosen. */
export async function loadLook(): Promise<Look | null> {
  try {
    const kept = await (await caches.open(CACHE)).match(KEY);
    return kept === undefined ? null : lookFrom(await kept.json());
  } catch (error) {
    console.info('the look cannot be read:', error instanceof Error ? error.name : '');
    return null;
  }
}

export async function storeLook(look: Look): Promise<void> {
  // Missing where a page is not served over TLS; no worker is there either.
  if (!('caches' in globalThis)) return;
  try {
    await (await caches.open(CACHE)).put(KEY, new Response(JSON.stringify(look)));
  } catch (error) {
    console.info('the look is not kept:', error instanceof Error ? error.name : '');
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
