// First of all: see there.
import './no-eval.ts';

import { type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import './base.css';
import './tokens.css';
import './parts/level.css';
import { emergencyNumber } from './emergency.ts';
import { loadKnown } from './messages/catalogue.ts';
import { firstLanguage, MessagesProvider } from './messages/MessagesProvider.tsx';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { TooMany } from './parts/TooMany.tsx';
import { applyTheme, type ThemeWish } from './theme.ts';

/** After this a language that could not be fetched is fetched again. */
const AGAIN_MS = 3_000;

/**
 * Starts a page: theme, texts, language, error boundary. All texts of the page itself are there before it is drawn, so that no warning
 * ever waits for its words. Throws when the page has no #root.
 */
export function boot(page: ReactNode, theme: ThemeWish = 'system'): void {
  applyTheme(theme);
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  whenTextsAreThere(root, () => {
    root.replaceChildren();
    createRoot(root).render(
      <StrictMode>
        <MessagesProvider>
          <ErrorBoundary>
            <Suspense fallback={null}>{page}</Suspense>
            <TooMany />
          </ErrorBoundary>
        </MessagesProvider>
      </StrictMode>,
    );
  });
}

/** Without texts there is nothing to say, but a number to call needs no words. Tried until they are there. */
function whenTextsAreThere(root: HTMLElement, then: () => void): void {
  loadKnown(firstLanguage()).then(then, (error: unknown) => {
    console.warn('the texts could not be loaded:', error instanceof Error ? error.name : '');
    const call = document.createElement('a');
    const number = emergencyNumber.current();
    call.href = `tel:${number}`;
    call.className = 'call-only';
    call.textContent = `☎ ${number}`;
    root.replaceChildren(call);
    window.setTimeout(() => whenTextsAreThere(root, then), AGAIN_MS);
  });
}
