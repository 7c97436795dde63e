import { Plus, X } from 'lucide-react';
import { ROWS_MAX } from '../../../src/insight/feasibility/contract.ts';
import { type CircleDraft, nextKey, type Whose } from './draft.ts';
import { Field } from './FieldErrors.tsx';
import css from './Form.module.css';
import type { T } from './words.ts';

interface AreasEditorProps {
  readonly t: T;
  readonly kind: 'gaps' | 'prohibited';
  readonly areas: readonly CircleDraft[];
  readonly setting: number | null;
  onChange(areas: readonly CircleDraft[]): void;
  onSet(key: number | null): void;
}

const WHOSE: readonly Whose[] = ['both', 'wearer', 'protected'];

/** Circles without reports, or prohibited ones. */
export function AreasEditor({ t, kind, areas, setting, onChange, onSet }: AreasEditorProps) {
  const change = (key: number, to: Partial<CircleDraft>) =>
    onChange(areas.map((area) => (area.key === key ? { ...area, ...to } : area)));
  return (
    <div className={css.rows}>
      {areas.map((area, i) => {
        const path = `${kind}[${i}]`;
        const name = t('area.name', { number: area.key });
        const fields = [
          ['latDeg', 'lat', 'latitude'],
          ['lonDeg', 'lon', 'longitude'],
          ['radiusM', 'radiusM', 'radiusM'],
        ] as const;
        return (
          <fieldset key={area.key} className={css.row}>
            <legend>{name}</legend>
            {kind === 'gaps' ? (
              <Field path={`${path}.whose`} label={t('whose')} narrow>
                {(props) => (
                  <select
                    {...props}
                    value={area.whose}
                    onChange={(e) => change(area.key, { whose: e.target.value as Whose })}
                  >
                    {WHOSE.map((whose) => (
                      <option key={whose} value={whose}>
                        {t(`whose.${whose}`)}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            ) : null}
            {fields.map(([member, field, label]) => (
              <Field key={member} path={`${path}.area.${member}`} label={t(label)} narrow>
                {(props) => (
                  <input
                    {...props}
                    inputMode="decimal"
                    autoComplete="off"
                    value={area[field]}
                    onChange={(e) => change(area.key, { [field]: e.target.value })}
                  />
                )}
              </Field>
            ))}
            <div className={css.acts}>
              <button
                type="button"
                className={css.small}
                aria-pressed={setting === area.key}
                onClick={() => onSet(setting === area.key ? null : area.key)}
              >
                {t('place.set')}
              </button>
              <button
                type="button"
                className={css.icon}
                aria-label={t('remove', { name })}
                onClick={() => onChange(areas.filter(({ key }) => key !== area.key))}
              >
                <X size="1.1em" aria-hidden="true" />
              </button>
            </div>
          </fieldset>
        );
      })}
      {areas.length < ROWS_MAX.areas ? (
        <button
          type="button"
          className={css.add}
          onClick={() => onChange([...areas, { key: nextKey(areas), whose: 'both', lat: '', lon: '', radiusM: '300' }])}
        >
          <Plus size="1em" aria-hidden="true" />
          {t('area.add')}
        </button>
      ) : null}
    </div>
  );
}
