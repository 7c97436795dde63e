/** Incidents in words: what kind, why, how closed. Keys of the engine that no catalogue knows are shown as they are, never dropped. */
import { useMemo } from 'react';
import { SECOND_MS } from '../../src/core/time.ts';
import type { IncidentEventJson, IncidentJson } from '../../src/incidents/contract.ts';
import { roundRadiusM } from '../ui/map/use-map-words.ts';
import { centreMessages } from '../ui/messages/centre/catalogue.ts';
import { commonMessages } from '../ui/messages/common/catalogue.ts';
import { engineMessages } from '../ui/messages/engine/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import type { Lookup, Translate } from '../ui/messages/translate.ts';
import { whyMessages } from '../ui/messages/why/catalogue.ts';
import { spanText } from '../ui/words/age.ts';
import { distanceText } from '../ui/words/distance.ts';
import { momentText, speedText } from './numbers.ts';

type Why = NonNullable<IncidentEventJson['why']>;

/** The message of a key that came from the server; null when the catalogue has none. */
export function lookUp<Key extends string>(
  t: Lookup<Key>,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string | null {
  return t.has(key) ? t(key, values) : null;
}

export function useWords() {
  const t = useMessages(centreMessages);
  const common = useMessages(commonMessages);
  const engine = useMessages(engineMessages);
  const why = useMessages(whyMessages);
  const { language } = useLanguage();
  return useMemo(() => {
    const distance = (metres: number) => distanceText(common, language, metres);
    const within = (metres: number) => common('distance.metres', { metres: roundRadiusM(metres) });
    const shortSpan = (ms: number) => {
      const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
      if (seconds < 60) return t('short.seconds', { count: seconds });
      if (seconds < 7_200) return t('short.minutes', { count: Math.floor(seconds / 60) });
      return t('short.hours', { count: Math.floor(seconds / 3_600) });
    };
    const reason = (key: string) => lookUp(engine, `reason.${key}`) ?? key;
    const kind = (incident: Pick<IncidentJson, 'kind'>) => {
      const [context = '', name = ''] = incident.kind.split(':');
      if (context === 'ring') return lookUp(t, `ring.${name}`) ?? t('ring.other', { name });
      if (name !== '') return lookUp(engine, `${context}.${name}`) ?? `${context}: ${name}`;
      return lookUp(engine, `kind.${context}`) ?? context;
    };
    const explain = (explanation: Why) => {
      const values: Record<string, string | number> = {};
      for (const [name, value] of Object.entries(explanation.params)) {
        values[name] = readable(name, value, { common, language, distance, timeZone: zoneOf(explanation) });
      }
      return lookUp(why, explanation.key, values) ?? explanation.key;
    };
    const error = (failed: { readonly code: string; readonly message: string }) =>
      lookUp(t, `error.${failed.code}`) ?? t('error.other', { code: failed.code, message: failed.message });
    return { t, common, language, distance, within, shortSpan, reason, kind, explain, error };
  }, [t, common, engine, why, language]);
}

export type Words = ReturnType<typeof useWords>;

interface Reading {
  readonly common: Translate<'span.seconds' | 'span.minutes' | 'span.hours'> & Words['common'];
  readonly language: string;
  readonly distance: (metres: number) => string;
  /** Of the jurisdiction, where the explanation names it; else the reader's own. */
  readonly timeZone: string | undefined;
}

function zoneOf({ params }: Why): string | undefined {
  return typeof params.timeZone === 'string' ? params.timeZone : undefined;
}

/** Units stand last in the engine's names: metres, seconds, metres a second become words with their unit. */
function readable(name: string, value: string | number, reading: Reading): string | number {
  if (typeof value !== 'number') return value;
  if (name.endsWith('AtMs')) return momentText(reading.language, value, reading.timeZone);
  if (name.endsWith('Mps')) return speedText(reading.language, value);
  if (name === 'ringM')
    return value < 1_000 ? reading.common('distance.metres', { metres: value }) : reading.distance(value);
  if (name.endsWith('M')) return reading.distance(value);
  if (name.endsWith('S')) return spanText(reading.common, value);
  return value;
}
