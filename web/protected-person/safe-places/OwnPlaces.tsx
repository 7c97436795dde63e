import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { OWN_PLACES_MAX, type OwnPlace } from '../../../src/people/help/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { placesMessages } from '../../ui/messages/places/catalogue.ts';
import { callApi } from '../../ui/session.ts';
import { useHelp, useHelpParts } from '../sos/HelpProvider.tsx';
import styles from './SafePlaces.module.css';

/** Places where the person knows people. Only what they add by a press of their own goes to the server, sealed. */
export function OwnPlaces({ here }: { here: { readonly latDeg: number; readonly lonDeg: number } | null }) {
  const t = useMessages(placesMessages);
  const { places } = useHelp();
  const { help } = useHelpParts();
  const [name, setName] = useState('');
  const [state, setState] = useState<'rest' | 'saving' | 'saved' | 'failed'>('rest');
  if (places.kind !== 'loaded') return null;
  const { own } = places.value;
  const save = async (next: readonly OwnPlace[]) => {
    setState('saving');
    const body = JSON.stringify({ places: next });
    const response = await callApi('/api/me/places', { method: 'PUT', body });
    if (response?.ok !== true) return setState('failed');
    help.ownPlacesAre(next);
    setName('');
    setState('saved');
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (here === null || name.trim() === '' || state === 'saving') return;
    void save([...own, { name: name.trim(), latDeg: here.latDeg, lonDeg: here.lonDeg }]);
  };
  return (
    <section className={styles.form}>
      <h2>{t('own.title')}</h2>
      <p className={styles.note}>{t('own.line', { count: OWN_PLACES_MAX })}</p>
      <ul className={styles.list}>
        {own.map((place, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two places may have one name
          <li key={i} className={styles.entry}>
            <span>{place.name}</span>
            <Button
              className={cx(styles.iconButton)}
              aria-label={t('own.remove', { name: place.name })}
              isDisabled={state === 'saving'}
              onPress={() => save(own.filter((_, at) => at !== i))}
            >
              <Trash2 size={20} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      {here !== null && own.length < OWN_PLACES_MAX && (
        <form className={styles.form} onSubmit={add}>
          <label className={styles.field}>
            {t('own.name')}
            <input maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <Button type="submit" className={cx(styles.button)} isDisabled={state === 'saving' || name.trim() === ''}>
            {t('own.add')}
          </Button>
        </form>
      )}
      <p role="status" className={state === 'failed' ? styles.error : styles.note}>
        {state === 'saved' && t('own.saved')}
        {state === 'failed' && t('own.failed')}
      </p>
    </section>
  );
}
