import { useEffect, useRef } from 'react';

/** What a key does. Letters are lower case, others as KeyboardEvent.key names them. */
export type KeyActs = Readonly<Record<string, () => void>>;

/**
 * One-key actions for the whole page. Not while somebody types, and not with Ctrl, Alt or Meta. `enabled` is the officer's own choice
 * (WCAG 2.1.4: single keys can be switched off). Escape works always.
 */
export function useKeys(acts: KeyActs, enabled: boolean): void {
  const latest = useRef({ acts, enabled });
  latest.current = { acts, enabled };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.isComposing) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (key !== 'Escape' && (!latest.current.enabled || isForTyping(event.target, key))) return;
      const act = latest.current.acts[key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Fields take all keys; the map and radio buttons take the arrows. */
function isForTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  if (target instanceof HTMLInputElement)
    return !['radio', 'checkbox', 'button'].includes(target.type) || key.startsWith('Arrow');
  return key.startsWith('Arrow') && target instanceof HTMLCanvasElement;
}
