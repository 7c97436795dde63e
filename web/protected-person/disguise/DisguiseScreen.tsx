import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { DoneStep } from '../onboarding/DoneStep.tsx';
import { useDisguise } from './DisguiseProvider.tsx';
import styles from './DisguiseScreen.module.css';
import { DISGUISES, iconPath } from './disguises.ts';

/** Which name and icon the app has, and what changing them does on an installed app. */
export function DisguiseScreen() {
  const t = useMessages(safetyMessages);
  const { disguise, choose } = useDisguise();
  return (
    <div className={card.stack}>
      <p>{t('disguise.why')}</p>
      <fieldset className={styles.looks}>
        <legend className="visually-hidden">{t('disguise.legend')}</legend>
        {DISGUISES.map((one) => (
          <label key={one} className={cx(styles.look)} data-chosen={one === disguise || undefined}>
            <input type="radio" name="look" checked={one === disguise} onChange={() => choose(one)} />
            <img src={iconPath(one, 'svg')} alt="" width="56" height="56" />
            <span>{t(`disguise.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <section className={card.card}>
        <h2>{t('disguise.installed')}</h2>
        <p>{t('disguise.android')}</p>
        <p>{t('disguise.iphone')}</p>
      </section>
      <section className={card.card}>
        <h2>{t('disguise.limits')}</h2>
        <p>{t('disguise.limits.line')}</p>
        <p>{t('cover.line')}</p>
      </section>
      <DoneStep step="disguise-lock" />
    </div>
  );
}
