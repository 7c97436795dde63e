import { type ReactNode, useState } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { signInMessages } from '../messages/sign-in/catalogue.ts';
import type { Session } from '../session.ts';
import { leave } from './leave.ts';
import css from './SignIn.module.css';

interface SignOutProps {
  readonly kind: Session['kind'];
  /** Of the page's own buttons. */
  readonly className?: string | undefined;
  /** In place of the word, which is then the button's name. */
  readonly children?: ReactNode;
}

/** Every signed-in page has it. Fails toward saying so: whoever is still signed in has to know. */
export function SignOut({ kind, className = css.button, children }: SignOutProps) {
  const t = useMessages(signInMessages);
  const [state, setState] = useState<'here' | 'leaving' | 'failed'>('here');
  const out = async () => {
    setState('leaving');
    if (!(await leave(kind))) setState('failed');
  };
  return (
    <>
      <button
        type="button"
        className={className}
        disabled={state === 'leaving'}
        aria-label={children === undefined ? undefined : t('mine.sign-out')}
        title={children === undefined ? undefined : t('mine.sign-out')}
        onClick={() => void out()}
      >
        {children ?? t('mine.sign-out')}
      </button>
      {state === 'failed' ? (
        <span role="alert" className={css.said}>
          {t('sign-out.failed')}
        </span>
      ) : null}
    </>
  );
}
