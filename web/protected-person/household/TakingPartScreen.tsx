import { useState } from 'react';
import { Button } from 'react-aria-components';
import { participationSchema } from '../../../src/people/household/contract.ts';
import { cx } from '../../ui/cx.ts';
import { householdMessages } from '../../ui/messages/household/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import card from '../../ui/parts/Card.module.css';
import { sendApi } from '../../ui/use-api.ts';

/** Among a member's screens: no longer taking part. */
export function TakingPartScreen() {
  const t = useMessages(householdMessages);
  const [failed, setFailed] = useState(false);
  const withdraw = async () => {
    const answer = await sendApi('POST', '/api/me/participation', { takePart: false }, participationSchema);
    if (answer.kind === 'ready') window.location.reload();
    else setFailed(true);
  };
  return (
    <div className={card.stack}>
      <p>{t('part.line')}</p>
      {failed && <p role="alert">{t('failed')}</p>}
      <Button className={cx(card.button)} onPress={() => void withdraw()}>
        {t('part.withdraw')}
      </Button>
    </div>
  );
}
