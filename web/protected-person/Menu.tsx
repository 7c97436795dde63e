import { ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useLive } from '../ui/live/LiveProvider.tsx';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import styles from './Menu.module.css';
import { useNavigation } from './NavigationProvider.tsx';
import { SCREENS, type ScreenEntry, type ScreenId } from './screens.ts';

const GROUPS = ['act', 'set-up', 'learn'] as const;

/** All screens, under the headings of their groups. */
export function Menu() {
  const t = useMessages(appMessages);
  const { open } = useNavigation();
  const kind = useLive().state.viewer?.kind ?? 'protected';
  const all = Object.entries(SCREENS) as [ScreenId, ScreenEntry][];
  const entries = all.filter(([, { whose }]) => whose === undefined || whose === kind);
  const groups = GROUPS.map((group) => [group, entries.filter(([, entry]) => entry.group === group)] as const);
  return groups
    .filter(([, listed]) => listed.length > 0)
    .map(([group, listed]) => (
      <section key={group} className={styles.group}>
        <h2>{t(`menu.${group}`)}</h2>
        {listed.map(([id, { title }]) => (
          <Button key={id} data-screen={id} className={cx(styles.entry)} onPress={() => open(id)}>
            <span>{t(title)}</span>
            <ChevronRight size={20} aria-hidden="true" />
          </Button>
        ))}
      </section>
    ));
}
