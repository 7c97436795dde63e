import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { wearerMessages } from '../ui/messages/wearer/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import type { Loaded } from '../ui/use-api.ts';

/** Loading, no connection, signed out, failed: each said. */
export function NotReady({ loaded, onAgain }: { loaded: Loaded<unknown>; onAgain: () => void }) {
  const t = useMessages(wearerMessages);
  if (loaded.kind === 'loading') return <p role="status">{t('loading')}</p>;
  const isOut = loaded.kind === 'failed' && (loaded.status === 401 || loaded.status === 403);
  return (
    <div className={card.stack}>
      <p role="alert">{t(isOut ? 'signed-out' : loaded.kind === 'no-connection' ? 'no-connection' : 'failed')}</p>
      {!isOut && (
        <div className={card.row}>
          <Button className={cx(card.button)} onPress={onAgain}>
            {t('again')}
          </Button>
        </div>
      )}
    </div>
  );
}
