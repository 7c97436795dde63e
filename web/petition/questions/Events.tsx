import { usePetition } from '../context.ts';
import { PETITION_LIMITS } from '../limits.ts';
import { Page } from '../Page.tsx';
import { nextId } from '../pages.ts';
import { whenText } from '../statement.ts';
import { useQuestion } from '../use-question.ts';
import { isoDayText } from '../words.ts';
import { ItemList } from './ItemList.tsx';

export function Events() {
  const { open } = usePetition();
  const q = useQuestion('events');
  if (q === null) return null;
  const { t, language, draft, progress, set, submit } = q;
  const edit = (id: string) => open({ at: 'item', of: 'events', id });
  return (
    <Page title={t('events.title')} hint={t('events.line')} {...{ progress }} submit={t('continue')} onSubmit={submit}>
      <ItemList
        t={t}
        items={draft.events}
        add={{
          label: t(draft.events.length === 0 ? 'events.add' : 'events.more'),
          max: PETITION_LIMITS.events,
          full: t('events.full'),
        }}
        drawn={(event) => ({ title: whenText(t, event, (iso) => isoDayText(language, iso)), text: event.what })}
        onAdd={() => edit(nextId(draft.events))}
        onEdit={edit}
        onChange={(events) => set({ events: [...events] })}
      />
    </Page>
  );
}
