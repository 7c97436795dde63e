import { useEffect, useRef, useState } from 'react';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { byUrgency, urgencyLevel } from './urgency.ts';
import type { Words } from './words.ts';

/** Says new cases to a screen reader, the most urgent one by name. `open` is null until the queue was read for the first time. */
export function Announcer({ words, open }: { words: Words; open: readonly IncidentJson[] | null }) {
  const { t, common } = words;
  const known = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (open === null) return;
    const before = known.current;
    known.current = new Set(open.map((incident) => incident.incidentId));
    const fresh = before === null ? [] : byUrgency(open.filter((incident) => !before.has(incident.incidentId)));
    const first = fresh[0];
    if (first !== undefined) {
      setSaid(t('announce.new', { label: first.label, level: common(`level.${urgencyLevel(first)}`) }));
    }
  }, [open, t, common]);
  return (
    <p className="visually-hidden" aria-live="assertive">
      {said}
    </p>
  );
}
