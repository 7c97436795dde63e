import { useState } from 'react';
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import buttons from '../parts/Buttons.module.css';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { Field } from '../parts/Field.tsx';
import { Section } from '../parts/Section.tsx';
import { useChange, usePeople } from '../use-court.ts';
import type { CourtWords } from '../words.ts';
import { OFFICES, type OfficeName, officesFor } from './offices.ts';
import css from './Parties.module.css';

interface PartiesProps {
  readonly words: CourtWords;
  readonly law: LawJson;
  readonly detail: ProceedingDetailJson;
  readonly isStaff: boolean;
}

/** Who takes part. What is not named yet says so, and can be named by staff. */
export function Parties({ words, law, detail, isStaff }: PartiesProps) {
  const { t } = words;
  const missing = OFFICES.filter((name) => detail.offices[name] === null);
  return (
    <Section id="parties" title={t('parties.title')}>
      <dl className={css.parties}>
        <div>
          <dt>{t('party.respondent')}</dt>
          <dd>{detail.respondent?.name ?? <em>{t('party.unknown')}</em>}</dd>
        </div>
        {detail.protected.map(({ personId, name, kind, offer }) => (
          <div key={personId}>
            <dt>{words.coded('party', kind)}</dt>
            <dd>
              {name}
              {offer === null ? null : <small>{t('party.offer', { state: t(`offer.${offer}`) })}</small>}
            </dd>
          </div>
        ))}
        {OFFICES.map((name) => (
          <div key={name}>
            <dt>{t(`office.${name}`)}</dt>
            <dd>{detail.offices[name]?.name ?? <em>{t('office.none')}</em>}</dd>
          </div>
        ))}
      </dl>
      {!isStaff || detail.stage === 'closed' || (detail.respondent !== null && missing.length === 0) ? null : (
        <Naming words={words} law={law} detail={detail} missing={missing} />
      )}
    </Section>
  );
}

interface NamingProps extends Omit<PartiesProps, 'isStaff'> {
  readonly missing: readonly OfficeName[];
}

function Naming({ words, law, detail, missing }: NamingProps) {
  const { t } = words;
  const [isOpen, setOpen] = useState(false);
  const [respondentId, setRespondent] = useState('');
  const [offices, setOffices] = useState<Partial<Record<OfficeName, string>>>({});
  const [attempt, setAttempt] = useState(0);
  const wearers = usePeople('wearer', isOpen && detail.respondent === null);
  const change = useChange(detail.proceedingId);
  const save = async () => {
    setAttempt(attempt + 1);
    if (respondentId !== '') await change.mutateAsync({ kind: 'respondent', respondentId });
    const id = (name: OfficeName) => offices[name] || null;
    const ids = {
      ...{ courtId: id('court'), prosecutionId: id('prosecution') },
      ...{ policeId: id('police'), monitoringId: id('monitoring') },
    };
    if (Object.values(ids).some((one) => one !== null)) await change.mutateAsync({ kind: 'offices', offices: ids });
    setOpen(false);
  };
  if (!isOpen) {
    return (
      <button type="button" className={buttons.small} data-screen-only onClick={() => setOpen(true)}>
        {t('naming.open')}
      </button>
    );
  }
  return (
    <form
      className={css.naming}
      data-screen-only
      onSubmit={(event) => {
        event.preventDefault();
        // The refusal stands in `change.error`, and is shown from there.
        save().catch(() => undefined);
      }}
    >
      <ErrorSummary words={words} problems={[]} failed={change.error} failedField={null} attempt={attempt} />
      {detail.respondent !== null ? null : (
        <Field id="respondent" label={t('party.respondent')} hint={t('new.respondent.hint')} error={null}>
          {(field) => (
            <select {...field} value={respondentId} onChange={(event) => setRespondent(event.target.value)}>
              <option value="">{t('new.respondent.unknown')}</option>
              {(wearers.data?.people ?? []).map(({ personId, name }) => (
                <option key={personId} value={personId}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {missing.map((name) => (
        <Field key={name} id={`office-${name}`} label={t(`office.${name}`)} error={null}>
          {(field) => (
            <select
              {...field}
              value={offices[name] ?? ''}
              onChange={(event) => setOffices({ ...offices, [name]: event.target.value })}
            >
              <option value="">{t('office.later')}</option>
              {officesFor(law, name).map(({ agencyId, name: said }) => (
                <option key={agencyId} value={agencyId}>
                  {said}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <p className={buttons.row}>
        <button type="submit" className={buttons.strong} aria-disabled={change.isPending}>
          {t(change.isPending ? 'sending' : 'naming.save')}
        </button>
        <button type="button" className={buttons.button} onClick={() => setOpen(false)}>
          {t('cancel')}
        </button>
      </p>
    </form>
  );
}
