import { useState } from 'react';
import { usePetition } from '../context.ts';
import { type PetitionPlace, PLACE_KINDS } from '../draft.ts';
import { Choice, Group, TextField } from '../Fields.tsx';
import { Page } from '../Page.tsx';
import { type Problem, placeProblems } from '../problems.ts';
import { useQuestion } from '../use-question.ts';
import { putItem } from './put-item.ts';

export function OnePlace({ id }: { id: string }) {
  const { store, back } = usePetition();
  const q = useQuestion('places');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  if (q === null) return null;
  const { t, draft, set } = q;
  const fresh: PetitionPlace = { id, kind: 'home', address: '', note: '' };
  const place = draft.places.find((one) => one.id === id) ?? fresh;
  const put = (change: Partial<PetitionPlace>) => set({ places: putItem(draft.places, { ...place, ...change }) });
  const submit = () => {
    const found = placeProblems(place);
    if (found.length > 0) return found;
    void store.save();
    back();
    return [];
  };
  return (
    <Page
      title={t('place.title')}
      hint={t('places.secret')}
      submit={t('item.keep')}
      onSubmit={submit}
      problemsShown={setProblems}
    >
      <Group id="kind" legend={t('place.kind')}>
        {PLACE_KINDS.map((kind) => (
          <Choice
            key={kind}
            type="radio"
            name="kind"
            label={t(`place.${kind}`)}
            checked={place.kind === kind}
            onChange={() => put({ kind })}
          />
        ))}
      </Group>
      <TextField
        id="address"
        label={t('place.address')}
        line={t('place.address.line')}
        value={place.address}
        problems={problems}
        onChange={(address) => put({ address })}
      />
      <TextField id="note" label={t('place.note')} value={place.note} onChange={(note) => put({ note })} />
    </Page>
  );
}
