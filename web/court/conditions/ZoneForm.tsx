import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import buttons from '../parts/Buttons.module.css';
import { Field, Group, Option } from '../parts/Field.tsx';
import type { CourtWords } from '../words.ts';
import css from './ConditionsEditor.module.css';
import { DistanceField } from './DistanceField.tsx';
import { type Point, parsePoint, pointText, RADIUS_M_MIN, type ZoneDraft } from './draft.ts';
import { Timetable } from './Timetable.tsx';

interface ZoneFormProps {
  readonly words: CourtWords;
  readonly zone: ZoneDraft;
  readonly people: ProceedingDetailJson['protected'];
  readonly errorOf: (field: string) => string | null;
  readonly onChange: (zone: ZoneDraft) => void;
  /** A typed place: it is added, and the map goes there. */
  readonly onPoint: (point: Point) => void;
  readonly onDone: () => void;
  readonly onRemove: () => void;
}

/** The slider goes as far as a town; more can be typed. */
const RADIUS_M_SLIDER = 5_000;

export function ZoneForm({ words, zone, people, errorOf, onChange, onPoint, onDone, onRemove }: ZoneFormProps) {
  const { t } = words;
  const at = (part: string) => `${zone.key}-${part}`;
  return (
    <div className={css.zone}>
      <Field id={at('name')} label={t('zone.name')} hint={t('zone.name.hint')} error={errorOf(at('name'))}>
        {(field) => (
          <input
            {...field}
            value={zone.name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => onChange({ ...zone, name: event.target.value })}
          />
        )}
      </Field>
      <Group id={at('kind')} legend={t('zone.kind')} error={null}>
        {(['exclusion', 'inclusion'] as const).map((kind) => (
          <Option
            key={kind}
            type="radio"
            name={at('kind')}
            checked={zone.kind === kind}
            onChange={() => onChange({ ...zone, kind })}
          >
            {t(`zone.kind.${kind}`)}
          </Option>
        ))}
      </Group>
      {people.length < 2 || zone.kind === 'inclusion' ? null : (
        <Field id={at('of')} label={t('zone.whose')} error={null}>
          {(field) => (
            <select
              {...field}
              value={zone.ofPersonId}
              onChange={(event) => onChange({ ...zone, ofPersonId: event.target.value })}
            >
              <option value="">{t('zone.whose.all')}</option>
              {people.map(({ personId, name }) => (
                <option key={personId} value={personId}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Points words={words} zone={zone} error={errorOf(at('place'))} onChange={onChange} onPoint={onPoint} />
      {zone.form === 'circle' ? (
        <DistanceField
          words={words}
          id={at('radius')}
          label={t('zone.radius')}
          hint={t('zone.radius.hint')}
          value={zone.radius}
          fallback={200}
          min={RADIUS_M_MIN}
          max={RADIUS_M_SLIDER}
          unit="unit.metres"
          error={errorOf(at('radius'))}
          onChange={(radius) => onChange({ ...zone, radius })}
        />
      ) : null}
      <Timetable
        words={words}
        id={zone.key}
        value={zone.timetable}
        errorOf={errorOf}
        onChange={(timetable) => onChange({ ...zone, timetable })}
      />
      <p className={buttons.row}>
        <button type="button" className={buttons.small} onClick={onDone}>
          {t('zones.done')}
        </button>
        <button type="button" className={buttons.small} onClick={onRemove}>
          <Trash2 size="1.1em" aria-hidden="true" /> {t('zones.remove')}
        </button>
      </p>
    </div>
  );
}

type PointsProps = Pick<ZoneFormProps, 'words' | 'zone' | 'onChange' | 'onPoint'> & { readonly error: string | null };

/** A circle's middle or a polygon's corners: listed, typed, taken away again. */
function Points({ words, zone, error, onChange, onPoint }: PointsProps) {
  const { t } = words;
  const [typed, setTyped] = useState('');
  const [isNoPlace, setNoPlace] = useState(false);
  const id = `${zone.key}-place`;
  const add = () => {
    const point = parsePoint(typed);
    setNoPlace(point === null);
    if (point === null) return;
    onPoint(point);
    setTyped('');
  };
  const said = isNoPlace ? t('problem.coordinates') : error;
  return (
    <>
      <Field
        id={id}
        label={t(zone.form === 'circle' ? 'zone.middle' : 'zone.corners')}
        hint={t(zone.form === 'circle' ? 'zone.middle.hint' : 'zone.corners.hint')}
        error={said}
      >
        {(field) => (
          <span className={css.typed}>
            <input
              {...field}
              value={typed}
              placeholder="37.56650, 126.97800"
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
            />
            <button type="button" className={buttons.small} onClick={add}>
              {t('zone.add-point')}
            </button>
          </span>
        )}
      </Field>
      {zone.points.length === 0 ? null : (
        <ol className={css.points}>
          {zone.points.map((point, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: corners are told apart by their turn alone
            <li key={i}>
              <span>{pointText(point)}</span>
              <button
                type="button"
                aria-label={t('zone.remove-point', { number: i + 1 })}
                onClick={() => onChange({ ...zone, points: zone.points.filter((_, other) => other !== i) })}
              >
                <Trash2 size="1em" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
