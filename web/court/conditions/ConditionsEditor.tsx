/** Conditions of an order: distances, and places on a map, by click, by coordinates or by keyboard alone. */
import { CircleDot, Hexagon } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import buttons from '../parts/Buttons.module.css';
import type { CourtWords } from '../words.ts';
import css from './ConditionsEditor.module.css';
import { ConditionsMap } from './ConditionsMap.tsx';
import { DistanceField } from './DistanceField.tsx';
import {
  type ConditionsDraft,
  DISTANCES,
  newZone,
  type Point,
  type Problem,
  shapeOf,
  type ZoneDraft,
} from './draft.ts';
import { zoneLine } from './in-words.ts';
import type { DrawnZone } from './shapes.ts';
import { ZoneForm } from './ZoneForm.tsx';

interface ConditionsEditorProps {
  readonly words: CourtWords;
  readonly distances: LawJson['distances'];
  readonly people: ProceedingDetailJson['protected'];
  readonly value: ConditionsDraft;
  readonly onChange: (value: ConditionsDraft) => void;
  /** What is wrong with a field, in words; null: nothing. */
  readonly errorOf: (field: string) => string | null;
  /** Of the last attempt; the first place that one belongs to is opened. The same array until the next. */
  readonly problems: readonly Problem[];
}

export function ConditionsEditor(props: ConditionsEditorProps) {
  const { words, distances, people, value, onChange, errorOf, problems } = props;
  const { t } = words;
  const [shownKey, setShownKey] = useState<string | null>(null);
  const [goTo, setGoTo] = useState<Point | null>(null);
  const next = useRef(1);
  const wrongKey =
    value.zones.find(({ key }) => problems.some(({ field }) => field.startsWith(`${key}-`)))?.key ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each attempt, not while what is wrong is being mended
  useEffect(() => {
    if (wrongKey !== null) setShownKey(wrongKey);
  }, [problems]);
  const setZone = (zone: ZoneDraft) =>
    onChange({ ...value, zones: value.zones.map((one) => (one.key === zone.key ? zone : one)) });
  const add = (form: ZoneDraft['form']) => {
    const zone = newZone(`zone-new-${next.current}`, form);
    next.current += 1;
    onChange({ ...value, zones: [...value.zones, zone] });
    setShownKey(zone.key);
  };
  const addPoint = (point: Point) => {
    const zone = value.zones.find(({ key }) => key === shownKey);
    if (zone === undefined) return;
    setZone({ ...zone, points: zone.form === 'circle' ? [point] : [...zone.points, point] });
  };
  const drawn = useMemo(() => value.zones.map((zone) => drawnOf(zone, shownKey)), [value.zones, shownKey]);
  const isEditing = value.zones.some(({ key }) => key === shownKey);
  return (
    <div className={css.editor}>
      <div className={css.distances}>
        {DISTANCES.map((name) => {
          const rule = distances[name];
          if (rule === undefined) return null;
          const unit = name.endsWith('S') ? 'unit.seconds' : 'unit.metres';
          return (
            <DistanceField
              key={name}
              words={words}
              id={name}
              label={words.coded('distance', name)}
              hint={t('distance.bounds', { min: rule.min, max: rule.max, article: rule.article })}
              value={value.distances[name] ?? ''}
              fallback={rule.default}
              min={rule.min}
              max={rule.max}
              unit={unit}
              error={errorOf(name)}
              onChange={(typed) => onChange({ ...value, distances: { ...value.distances, [name]: typed } })}
            />
          );
        })}
      </div>
      <h3>{t('zones.title')}</h3>
      <p className={css.hint}>{t('zones.hint')}</p>
      <div className={css.work}>
        <ConditionsMap
          words={words}
          zones={drawn}
          label={t('zones.title')}
          fitKey={String(value.zones.length === 0)}
          onPoint={isEditing ? addPoint : null}
          goTo={goTo}
        />
        <div className={css.zones}>
          <ol>
            {value.zones.map((zone) => (
              <li key={zone.key}>
                {zone.key === shownKey ? (
                  <ZoneForm
                    words={words}
                    zone={zone}
                    people={people}
                    errorOf={errorOf}
                    onChange={setZone}
                    onPoint={(point) => {
                      addPoint(point);
                      setGoTo({ ...point });
                    }}
                    onDone={() => setShownKey(null)}
                    onRemove={() => onChange({ ...value, zones: value.zones.filter(({ key }) => key !== zone.key) })}
                  />
                ) : (
                  <ClosedZone words={words} zone={zone} people={people} onOpen={() => setShownKey(zone.key)} />
                )}
              </li>
            ))}
          </ol>
          <p className={buttons.row}>
            <button type="button" className={buttons.small} onClick={() => add('circle')}>
              <CircleDot size="1.1em" aria-hidden="true" /> {t('zones.add-circle')}
            </button>
            <button type="button" className={buttons.small} onClick={() => add('polygon')}>
              <Hexagon size="1.1em" aria-hidden="true" /> {t('zones.add-polygon')}
            </button>
          </p>
        </div>
      </div>
    </div>
  );
}

interface ClosedZoneProps {
  readonly words: CourtWords;
  readonly zone: ZoneDraft;
  readonly people: ProceedingDetailJson['protected'];
  readonly onOpen: () => void;
}

/** As text that says what the map shows. */
function ClosedZone({ words, zone, people, onOpen }: ClosedZoneProps) {
  const { t } = words;
  const nameOf = (personId: string) => people.find((one) => one.personId === personId)?.name ?? null;
  const { ofPersonId, timetable, ...rest } = zone;
  const asOrdered = {
    ...{ kind: rest.kind, name: rest.name === '' ? t('zones.unnamed') : rest.name },
    ...(ofPersonId === '' ? {} : { ofPersonId }),
    ...(timetable.length === 0 ? {} : { timetable: timetable.map((one) => ({ ...one, days: [...one.days] })) }),
  };
  return (
    <div className={css.closed}>
      <p>
        {isDrawn(zone)
          ? zoneLine(words, { ...asOrdered, shape: shapeOf(zone) }, nameOf)
          : `${asOrdered.name}: ${t('zones.not-drawn')}`}
      </p>
      <button type="button" className={buttons.small} onClick={onOpen}>
        {t('zones.edit')} <span className="visually-hidden">{asOrdered.name}</span>
      </button>
    </div>
  );
}

function isDrawn({ form, points, radius }: ZoneDraft): boolean {
  return form === 'circle' ? points.length === 1 && Number(radius) > 0 : points.length >= 3;
}

function drawnOf(zone: ZoneDraft, shownKey: string | null): DrawnZone {
  const { key, name, kind, points } = zone;
  return { key, name, kind, points, shape: isDrawn(zone) ? shapeOf(zone) : null, isSelected: key === shownKey };
}
