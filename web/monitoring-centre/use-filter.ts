import { useState } from 'react';
import type { IncidentJson } from '../../src/incidents/contract.ts';

export interface Filter {
  readonly text: string;
  readonly onlyWaiting: boolean;
  setText(text: string): void;
  toggleWaiting(): void;
  clear(): void;
  matches(incident: IncidentJson | undefined): boolean;
}

/** Letters and digits of a case's label: `m14` finds `M-014`. */
export function labelMatches(label: string, text: string): boolean {
  const plain = (value: string) =>
    value
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
      .replace(/^(\p{L}*)0+/u, '$1');
  return text.trim() === '' || plain(label).includes(plain(text));
}

export function useFilter(): Filter {
  const [text, setText] = useState('');
  const [onlyWaiting, setOnlyWaiting] = useState(false);
  return {
    text,
    onlyWaiting,
    setText,
    toggleWaiting: () => setOnlyWaiting(!onlyWaiting),
    clear: () => {
      setText('');
      setOnlyWaiting(false);
    },
    matches: (incident) =>
      incident !== undefined &&
      labelMatches(incident.label, text) &&
      (!onlyWaiting || incident.state === 'unacknowledged'),
  };
}
