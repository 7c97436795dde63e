import { Component, type ReactNode } from 'react';
import { useEmergencyNumber } from '../emergency.ts';
import { commonMessages } from '../messages/common/catalogue.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import styles from './ErrorBoundary.module.css';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** For a part that the page is whole without: what stands in its place, so that it never takes the page along. */
  readonly instead?: ReactNode;
}

/** A page that fails says so in plain words, with the number to call; it never goes on looking as if it worked. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return this.props.instead === undefined ? <Failed /> : this.props.instead;
  }
}

function Failed() {
  const number = useEmergencyNumber();
  const t = useMessages(commonMessages);
  return (
    <main className={styles.failed} role="alert">
      <h1>{t('error.title')}</h1>
      <p>
        {t('error.remedy', { number })} <a href={`tel:${number}`}>{number}</a>
      </p>
      <button type="button" className={styles.reload} onClick={() => window.location.reload()}>
        {t('error.reload')}
      </button>
    </main>
  );
}
