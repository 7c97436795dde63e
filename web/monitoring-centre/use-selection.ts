import { useCallback, useEffect, useState } from 'react';

/**
 * The chosen case. The most urgent one is chosen when the page opens; after that only the officer chooses. Stepping moves along the
 * rows as they stand, and takes the keyboard's focus along when it was in the queue.
 */
export function useSelection(
  visibleIds: readonly string[],
): readonly [string | null, (incidentId: string) => void, (by: 1 | -1) => void] {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const firstId = visibleIds[0] ?? null;
  useEffect(() => {
    if (selectedId === null && firstId !== null) setSelectedId(firstId);
  }, [selectedId, firstId]);
  const step = (by: 1 | -1) => {
    const index = selectedId === null ? -1 : visibleIds.indexOf(selectedId);
    const next = visibleIds[index === -1 ? 0 : Math.max(0, Math.min(visibleIds.length - 1, index + by))];
    if (next === undefined) return;
    setSelectedId(next);
    const row = document.querySelector<HTMLElement>(`[data-incident="${CSS.escape(next)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    if (document.activeElement?.hasAttribute('data-incident')) row?.focus();
  };
  return [selectedId, useCallback((incidentId: string) => setSelectedId(incidentId), []), step];
}
