import { Delete } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import styles from './PinPad.module.css';

export const PIN_DIGITS = 6;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0'];

interface PinPadProps {
  readonly label: string;
  readonly disabled: boolean;
  /** Said under the dots: what became of the last try. */
  readonly said: string;
  onPin(pin: string): void;
}

/** Six digits by large keys or a keyboard. No input field: nothing is suggested, kept or copied. */
export function PinPad({ label, disabled, said, onPin }: PinPadProps) {
  const t = useMessages(safetyMessages);
  const [digits, setDigits] = useState('');
  const add = (digit: string) => {
    if (disabled) return;
    const next = digits + digit;
    setDigits(next.length >= PIN_DIGITS ? '' : next);
    if (next.length >= PIN_DIGITS) onPin(next);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^[0-9]$/.test(event.key)) add(event.key);
      if (event.key === 'Backspace') setDigits((now) => now.slice(0, -1));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <div className={styles.pad}>
      <p className={styles.label}>{label}</p>
      <div className={styles.dots} dir="ltr" aria-hidden="true">
        {Array.from({ length: PIN_DIGITS }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the dots have no other identity
          <span key={i} className={styles.dot} data-on={i < digits.length || undefined} />
        ))}
      </div>
      <p className={styles.said} role="status">
        <span className="visually-hidden">{t('pin.count', { count: digits.length, of: PIN_DIGITS })} </span>
        {said}
      </p>
      <div className={styles.keys} dir="ltr">
        {KEYS.map((key) =>
          key === '' ? (
            <span key="empty" />
          ) : (
            <Button key={key} className={cx(styles.key)} isDisabled={disabled} onPress={() => add(key)}>
              {key}
            </Button>
          ),
        )}
        <Button
          className={cx(styles.key)}
          aria-label={t('pin.delete')}
          isDisabled={disabled || digits === ''}
          onPress={() => setDigits(digits.slice(0, -1))}
        >
          <Delete size={24} aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}
