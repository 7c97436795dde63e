import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import type { Loaded } from '../../ui/use-api.ts';

/** What a screen says while it has nothing to show, or could not get it. */
export function NotReady({ loaded, onAgain }: { loaded: Loaded<unknown>; onAgain: () => void }) {
  const t = useMessages(safetyMessages);
  if (loaded.kind === 'ready') return null;
  if (loaded.kind === 'loading') return <p role="status">{t('loading')}</p>;
  return (
    <div className={card.stack}>
      <p role="alert">{t(loaded.kind === 'no-connection' ? 'no-connection' : 'failed')}</p>
      <Button className={cx(card.button)} onPress={onAgain}>
        {t('again')}
      </Button>
    </div>
  );
}
