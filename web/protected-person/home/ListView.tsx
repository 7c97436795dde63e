import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { Hero } from '../hero.ts';
import type { Voice } from '../voice.ts';
import { rowsOf } from './list-rows.ts';
import styles from './PairView.module.css';

/** The same in words, one fact a line: for whoever reads rather than looks, and for screen readers. */
export function ListView({ hero, nowMs }: { hero: Hero; nowMs: number }) {
  const app = useMessages(appMessages);
  const common = useMessages(commonMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const voice: Voice = { app, common, language, nowMs };
  const rows = hero.picture === null ? [] : rowsOf(hero.picture, hero, home, voice);
  return (
    // It scrolls where there is little room, and keys must reach it.
    <dl className={styles.list} tabIndex={0}>
      {rows.map(([label, text]) => (
        <div key={label}>
          <dt>{home(label)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
