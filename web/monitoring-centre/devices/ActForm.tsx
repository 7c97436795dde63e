import { useEffect, useId, useRef, useState } from 'react';
import type { DeskJson } from '../../../src/devices/contract.ts';
import type { CallFailed } from '../../ui/call.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import css from '../Form.module.css';
import parts from '../parts.module.css';
import { bodyOf, type Field, missingOf, type Offer, type Values } from './acts-of.ts';
import type { DeviceWords } from './use-device-words.ts';

interface ActFormProps {
  readonly words: DeviceWords;
  readonly made: Offer;
  readonly desk: DeskJson | null;
  /** The device that the act is about: it is not swapped for itself. */
  readonly deviceId: string | null;
  readonly isSending: boolean;
  readonly failed: CallFailed | null;
  readonly onSubmit: (body: Record<string, unknown>) => void;
  readonly onCancel: () => void;
}

/** What an act needs to know, and the word that does it. Errors stand at their field, and the first one has the focus. */
export function ActForm(props: ActFormProps) {
  const { words, made, isSending, failed } = props;
  const { t } = words;
  const [values, setValues] = useState<Values>({});
  const [missing, setMissing] = useState<readonly Field[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input, textarea, button')?.focus(), []);
  const submit = () => {
    if (isSending) return;
    const gaps = missingOf(made, values);
    setMissing(gaps);
    if (gaps[0] === undefined) props.onSubmit(bodyOf(made, values));
    else form.current?.querySelector<HTMLElement>(`[name="${gaps[0]}"]`)?.focus();
  };
  return (
    <form
      ref={form}
      className={css.form}
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onCancel();
      }}
    >
      <h3 id={`${id}-title`}>{t(made.label)}</h3>
      {made.caution === null ? null : <p className={css.caution}>{t(made.caution)}</p>}
      {made.fields.map((field) => (
        <Control
          key={field}
          {...props}
          id={`${id}-${field}`}
          field={field}
          value={values[field] ?? ''}
          isMissing={missing.includes(field)}
          onChange={(value) => setValues({ ...values, [field]: value })}
        />
      ))}
      {failed === null ? null : (
        <p className={css.error} role="alert">
          {words.error(failed)}
        </p>
      )}
      <div className={css.buttons}>
        <button type="submit" className={parts.submit} aria-busy={isSending} aria-disabled={isSending}>
          {t(isSending ? 'act.sending' : 'act.confirm')} <KeyCap>Enter</KeyCap>
        </button>
        <button type="button" className={parts.cancel} onClick={props.onCancel}>
          {t('act.cancel')} <KeyCap>Esc</KeyCap>
        </button>
      </div>
    </form>
  );
}

interface ControlProps extends ActFormProps {
  readonly id: string;
  readonly field: Field;
  readonly value: string;
  readonly isMissing: boolean;
  readonly onChange: (value: string) => void;
}

function Control(props: ControlProps) {
  const { words, made, field, id, value, isMissing, onChange } = props;
  const { t } = words;
  const options = optionsOf(props);
  const hint =
    field === 'until' && made.optional.has('until')
      ? t('field.until.open')
      : options?.length === 0
        ? t(field === 'wearer' ? 'field.no-wearer' : 'field.no-device')
        : null;
  const common = {
    id,
    name: field,
    value,
    'aria-invalid': isMissing,
    'aria-describedby': isMissing || hint !== null ? `${id}-note` : undefined,
    'aria-required': !made.optional.has(field),
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
  };
  return (
    <div className={css.field}>
      <label htmlFor={id}>{t(`field.${field}`)}</label>
      {options !== null ? (
        <select {...common}>
          <option value="">{t('field.choose')}</option>
          {options.map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
      ) : field === 'words' || field === 'place' ? (
        <input {...common} type="text" maxLength={500} autoComplete="off" />
      ) : (
        <input {...common} type="datetime-local" />
      )}
      {isMissing || hint !== null ? (
        <small id={`${id}-note`} className={isMissing ? css.missing : css.hint}>
          {isMissing ? t('field.needed') : hint}
        </small>
      ) : null}
    </div>
  );
}

/** Null where anything may be typed. */
function optionsOf({ words, made, field, desk, deviceId }: ControlProps): (readonly [string, string])[] | null {
  if (field === 'reason') return made.reasons.map((code) => [code, words.coded('reason', code)] as const);
  if (field === 'wearer') {
    const wearers = desk?.wearers.filter((wearer) => wearer.labels.length > 0 || !wearer.hasDevice) ?? [];
    return wearers.map(
      ({ personId, labels }) => [personId, `${words.cases(labels)} · ${personId.slice(0, 8)}`] as const,
    );
  }
  if (field !== 'device') return null;
  const mine = desk?.devices.find((device) => device.deviceId === deviceId)?.personId ?? null;
  const free = desk?.devices.filter(
    ({ state, personId }) => state === 'in-stock' || (state === 'reserved' && personId === mine),
  );
  return (free ?? []).map((device) => [device.deviceId, words.name(device)] as const);
}
