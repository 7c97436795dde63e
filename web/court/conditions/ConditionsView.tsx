import type { OrderConditions, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import type { CourtWords } from '../words.ts';
import { ConditionsMap } from './ConditionsMap.tsx';
import css from './ConditionsView.module.css';
import { distanceLines, zoneLine } from './in-words.ts';
import type { DrawnZone } from './shapes.ts';

interface ConditionsTextProps {
  readonly words: CourtWords;
  readonly conditions: OrderConditions;
  readonly people: ProceedingDetailJson['protected'];
}

/** Distances and places in words: with or without a map, this says it all. */
export function ConditionsText({ words, conditions, people }: ConditionsTextProps) {
  const { t } = words;
  const lines = distanceLines(words, conditions);
  const nameOf = (personId: string) => people.find((one) => one.personId === personId)?.name ?? null;
  return (
    <div className={css.text}>
      <p>{lines.length === 0 ? t('conditions.as-law') : lines.join(' · ')}</p>
      {conditions.zones.length === 0 ? (
        <p>{t('conditions.no-zones')}</p>
      ) : (
        <ul>
          {conditions.zones.map((zone, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a version never changes
            <li key={i}>{zoneLine(words, zone, nameOf)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ConditionsViewProps extends ConditionsTextProps {
  readonly label: string;
  readonly fitKey: string;
}

export function ConditionsView({ words, conditions, people, label, fitKey }: ConditionsViewProps) {
  return (
    <>
      {conditions.zones.length === 0 ? null : (
        <ConditionsMap words={words} zones={drawn(conditions)} label={label} fitKey={fitKey} onPoint={null} />
      )}
      <ConditionsText words={words} conditions={conditions} people={people} />
    </>
  );
}

export function drawn({ zones }: OrderConditions): DrawnZone[] {
  return zones.map(({ name, kind, shape }, i) => {
    const points = shape.kind === 'circle' ? [shape] : (shape.rings[0] ?? []);
    return { key: String(i), name, kind, shape, points, isSelected: false };
  });
}
