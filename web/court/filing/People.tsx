import type { LawJson } from '../../../src/orders/process/contract.ts';
import type { Role } from '../deadlines.ts';
import { Field, Group, Option } from '../parts/Field.tsx';
import { type OfficeName, officesFor } from '../proceeding/offices.ts';
import { usePeople } from '../use-court.ts';
import type { CourtWords } from '../words.ts';
import { type FilingDraft, officesToName } from './draft.ts';
import css from './NewProceeding.module.css';

type People = ReturnType<typeof usePeople>;

interface ProtectedProps {
  readonly words: CourtWords;
  readonly people: People;
  readonly chosen: readonly string[];
  readonly error: string | null;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Whom it is to protect, from the register. */
export function Protected({ words, people, chosen, error, onChange }: ProtectedProps) {
  const { t } = words;
  return (
    <Group id="protected" legend={t('new.protected.ask')} hint={t('new.protected.hint')} error={error}>
      <Reading words={words} people={people} />
      {(people.data?.people ?? []).map(({ personId, name, kind }, i) => (
        <Option
          key={personId}
          id={i === 0 ? 'protected' : undefined}
          type="checkbox"
          name="protected"
          checked={chosen.includes(personId)}
          onChange={(isChosen) => {
            const others = chosen.filter((id) => id !== personId);
            onChange(isChosen ? [...others, personId] : others);
          }}
          hint={words.coded('party', kind)}
        >
          {name}
        </Option>
      ))}
    </Group>
  );
}

interface RespondentProps {
  readonly words: CourtWords;
  readonly value: string;
  readonly onChange: (respondentId: string) => void;
}

export function Respondent({ words, value, onChange }: RespondentProps) {
  const { t } = words;
  const wearers = usePeople('wearer');
  return (
    <>
      <Reading words={words} people={wearers} />
      <Field id="respondent" label={t('new.respondent.ask')} hint={t('new.respondent.hint')} error={null}>
        {(field) => (
          <select {...field} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">{t('new.respondent.unknown')}</option>
            {(wearers.data?.people ?? []).map(({ personId, name }) => (
              <option key={personId} value={personId}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

function Reading({ words, people }: { words: CourtWords; people: People }) {
  const { t } = words;
  if (people.error !== null) {
    return (
      <p role="alert" className={css.failed}>
        {words.error(people.error).said}
      </p>
    );
  }
  if (people.data === undefined) return <p className={css.later}>{t('loading')}</p>;
  if (people.data.people.length === 0) return <p className={css.later}>{t('new.people.none')}</p>;
  return people.data.isCut ? <p className={css.later}>{t('new.people.cut')}</p> : null;
}

interface OfficesProps {
  readonly words: CourtWords;
  readonly law: LawJson;
  readonly role: Role;
  readonly draft: FilingDraft;
  readonly errorOf: (field: string) => string | null;
  readonly onChange: (offices: FilingDraft['offices']) => void;
}

export function Offices({ words, law, role, draft, errorOf, onChange }: OfficesProps) {
  const { t } = words;
  const set = (name: OfficeName, id: string) => onChange({ ...draft.offices, [name]: id });
  return (
    <div className={css.offices}>
      {officesToName(role).map((name) => (
        <Field key={name} id={`office-${name}`} label={t(`office.${name}`)} error={errorOf(`office-${name}`)}>
          {(field) => (
            <select {...field} value={draft.offices[name] ?? ''} onChange={(event) => set(name, event.target.value)}>
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
    </div>
  );
}
