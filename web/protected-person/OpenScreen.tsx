import { ArrowLeft } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { ErrorBoundary } from '../ui/parts/ErrorBoundary.tsx';
import { Menu } from './Menu.tsx';
import { type Place, useNavigation } from './NavigationProvider.tsx';
import styles from './OpenScreen.module.css';
import { SCREENS, type ScreenProps } from './screens.ts';

/** A screen over the home screen, with the way back; what is wrong with it never takes the home screen along. */
export function OpenScreen({ place, foot, lost, ...props }: OpenScreenProps) {
  const t = useMessages(appMessages);
  const { back } = useNavigation();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when another screen opens
  useEffect(() => heading.current?.focus(), [place]);
  return (
    <section className={styles.screen} aria-labelledby="screen-title">
      <header className={styles.head}>
        <Button className={cx(styles.back)} aria-label={t('screen.back')} onPress={back}>
          <ArrowLeft size={22} aria-hidden="true" />
        </Button>
        <h1 id="screen-title" ref={heading} tabIndex={-1}>
          {t(place === 'menu' ? 'menu.title' : SCREENS[place].title)}
        </h1>
      </header>
      <p className={styles.lost} role="status">
        {lost}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className={styles.body} tabIndex={0}>
        <ErrorBoundary key={place}>
          <Suspense fallback={<p role="status">{t('screen.loading')}</p>}>
            {place === 'menu' ? <Menu /> : <ScreenOf place={place} {...props} />}
          </Suspense>
        </ErrorBoundary>
      </div>
      {foot}
    </section>
  );
}

interface OpenScreenProps extends ScreenProps {
  readonly place: Exclude<Place, 'home'>;
  /** That this page cannot warn now; null: it can. */
  readonly lost: string | null;
  /** SOS, call and quick exit: within reach on every screen. */
  readonly foot: ReactNode;
}

function ScreenOf({ place, ...props }: ScreenProps & { place: keyof typeof SCREENS }) {
  const { Screen } = SCREENS[place];
  return <Screen {...props} />;
}
