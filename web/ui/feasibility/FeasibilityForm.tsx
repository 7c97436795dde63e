import { type ReactNode, useMemo, useState } from 'react';
import { MEANS } from '../../../src/insight/feasibility/contract.ts';
import { AreasEditor } from './AreasEditor.tsx';
import { type CircleDraft, type Draft, type LifeDraft, NUMBERS, type Side } from './draft.ts';
import { Field, FieldGroup, Toggle } from './FieldErrors.tsx';
import css from './Form.module.css';
import { nameOf } from './names.ts';
import { type MapPlace, PlaceMap } from './PlaceMap.tsx';
import { PlacesEditor } from './PlacesEditor.tsx';
import { TimetableEditor } from './TimetableEditor.tsx';
import type { T, Words } from './words.ts';

interface FeasibilityFormProps {
  readonly t: T;
  readonly words: Words;
  readonly draft: Draft;
  onChange(draft: Draft): void;
}

/** What the next press on the map sets. */
type Target = { readonly of: Side; readonly id: string } | { readonly of: 'gaps' | 'prohibited'; readonly key: number };

const SIDES: readonly Side[] = ['wearer', 'protected'];
/** About a metre. */
const DECIMALS = 5;

export function FeasibilityForm({ t, words, draft, onChange }: FeasibilityFormProps) {
  const [target, setTarget] = useState<Target | null>(null);
  const places = useMemo(() => mapPlaces(t, draft), [t, draft]);
  const life = (side: Side, to: Partial<LifeDraft>) => onChange({ ...draft, [side]: { ...draft[side], ...to } });
  const press = (latDeg: number, lonDeg: number) => {
    if (target === null) return;
    onChange(placed(draft, target, latDeg.toFixed(DECIMALS), lonDeg.toFixed(DECIMALS)));
    setTarget(null);
  };
  const areas = (kind: 'gaps' | 'prohibited') => (
    <AreasEditor
      t={t}
      kind={kind}
      areas={draft[kind]}
      setting={target?.of === kind ? target.key : null}
      onChange={(rows) => onChange({ ...draft, [kind]: rows })}
      onSet={(key) => setTarget(key === null ? null : { of: kind, key })}
    />
  );
  return (
    <div className={css.form}>
      <div className={css.columns}>
        <Part title={t('part.order')}>
          <div className={css.row}>
            <Field path="startsOn" label={t('startsOn')}>
              {(props) => (
                <input
                  {...props}
                  type="date"
                  value={draft.startsOn}
                  onChange={(e) => onChange({ ...draft, startsOn: e.target.value })}
                />
              )}
            </Field>
            {NUMBERS.map((name) => (
              <Field key={name} path={name === 'ring' ? 'rings' : name} label={t(name)} narrow>
                {(props) => (
                  <input
                    {...props}
                    inputMode="numeric"
                    autoComplete="off"
                    value={draft.numbers[name]}
                    onChange={(e) => onChange({ ...draft, numbers: { ...draft.numbers, [name]: e.target.value } })}
                  />
                )}
              </Field>
            ))}
          </div>
          <FieldGroup path="approachBy" label={t('part.approach')}>
            {MEANS.map((by) => (
              <Toggle
                key={by}
                label={t(`by.${by}`)}
                checked={draft.approachBy.includes(by)}
                onChange={(on) =>
                  onChange({
                    ...draft,
                    approachBy: on ? [...draft.approachBy, by] : draft.approachBy.filter((one) => one !== by),
                  })
                }
              />
            ))}
          </FieldGroup>
        </Part>
        <div className={css.mapColumn}>
          <PlaceMap
            t={t}
            places={places}
            setting={target === null ? null : targetName(t, draft, target)}
            onPress={press}
          />
        </div>
      </div>
      <div className={css.columns}>
        {SIDES.map((side) => (
          <Part key={side} title={t(`part.${side}`)}>
            <PlacesEditor
              t={t}
              side={side}
              places={draft[side].places}
              setting={target?.of === side ? target.id : null}
              onChange={(rows) => life(side, { places: rows })}
              onSet={(id) => setTarget(id === null ? null : { of: side, id })}
            />
            <TimetableEditor
              t={t}
              words={words}
              side={side}
              life={draft[side]}
              onChange={(stays) => life(side, { stays })}
            />
          </Part>
        ))}
      </div>
      <div className={css.columns}>
        <Part title={t('part.prohibited')}>{areas('prohibited')}</Part>
        <Part title={t('part.gaps')}>
          <p className={css.hint}>{t('part.gaps.hint')}</p>
          {areas('gaps')}
        </Part>
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function mapPlaces(t: T, draft: Draft): MapPlace[] {
  return SIDES.flatMap((side) =>
    draft[side].places.flatMap((place): MapPlace[] => {
      const latDeg = Number(place.lat.replace(',', '.'));
      const lonDeg = Number(place.lon.replace(',', '.'));
      const isSet = place.lat.trim() !== '' && place.lon.trim() !== '';
      if (!isSet || !(Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180)) return [];
      return [{ key: `${side} ${place.id}`, side, name: nameOf(t, draft[side].places, place.id), latDeg, lonDeg }];
    }),
  );
}

function placed(draft: Draft, target: Target, lat: string, lon: string): Draft {
  if ('key' in target) {
    const rows = draft[target.of].map((row): CircleDraft => (row.key === target.key ? { ...row, lat, lon } : row));
    return { ...draft, [target.of]: rows };
  }
  const life = draft[target.of];
  return {
    ...draft,
    [target.of]: {
      ...life,
      places: life.places.map((place) => (place.id === target.id ? { ...place, lat, lon } : place)),
    },
  };
}

function targetName(t: T, draft: Draft, target: Target): string {
  if ('key' in target) return t('area.name', { number: target.key });
  return `${t(`part.${target.of}`)}: ${nameOf(t, draft[target.of].places, target.id)}`;
}
