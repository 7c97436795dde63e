import { usePetition } from '../context.ts';
import { TextField } from '../Fields.tsx';
import { PETITION_LIMITS } from '../limits.ts';
import { Page } from '../Page.tsx';
import { nextId } from '../pages.ts';
import styles from '../petition.module.css';
import { useQuestion } from '../use-question.ts';
import { ItemList } from './ItemList.tsx';

/** Places that the other person should keep away from, and who lives with this one. */
export function Places() {
  const { open } = usePetition();
  const q = useQuestion('places');
  if (q === null) return null;
  const { t, draft, progress, set, submit } = q;
  const edit = (id: string) => open({ at: 'item', of: 'places', id });
  return (
    <Page title={t('places.title')} hint={t('places.line')} {...{ progress }} submit={t('continue')} onSubmit={submit}>
      {/* HAZARD H-374: a secret address reaches the other person in a decision that names it. */}
      <p className={styles.note} data-tone="care">
        {t('places.secret')}
      </p>
      <ItemList
        t={t}
        items={draft.places}
        add={{
          label: t(draft.places.length === 0 ? 'places.add' : 'places.more'),
          max: PETITION_LIMITS.places,
          full: t('places.full'),
        }}
        drawn={({ kind, address, note }) => ({
          title: t(`place.${kind}`),
          text: [address, note].filter((part) => part.trim() !== '').join('\n'),
        })}
        onAdd={() => edit(nextId(draft.places))}
        onEdit={edit}
        onChange={(places) => set({ places: [...places] })}
      />
      <TextField
        id="household"
        label={t('household.label')}
        line={t('household.line')}
        form="long"
        value={draft.household}
        onChange={(household) => set({ household })}
      />
    </Page>
  );
}
