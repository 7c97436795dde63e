import { LANGUAGE_NAMES, LANGUAGES, UNREVIEWED } from '../messages/catalogue.ts';
import { commonMessages } from '../messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../messages/MessagesProvider.tsx';
import styles from './LanguageSwitch.module.css';

/** Chooses the language, kept on this device. Says where no native speaker has reviewed the text yet. */
export function LanguageSwitch() {
  const t = useMessages(commonMessages);
  const { language, setLanguage, failed } = useLanguage();
  return (
    <div className={styles.row}>
      <label>
        <span className="visually-hidden">{t('language.label')}</span>
        <select
          className={styles.select}
          value={language}
          onChange={(event) => {
            const chosen = LANGUAGES.find((one) => one === event.target.value);
            if (chosen !== undefined) setLanguage(chosen);
          }}
        >
          {LANGUAGES.map((one) => (
            <option key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      {failed !== null && <span role="status">{t('language.failed', { language: LANGUAGE_NAMES[failed] })}</span>}
      {UNREVIEWED.has(language) && <span>{t('language.unreviewed')}</span>}
    </div>
  );
}
