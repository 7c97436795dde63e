// First of all: see there.
import './no-eval.ts';

import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './base.css';
import './tokens.css';
import './parts/level.css';
import { MessagesProvider } from './messages/MessagesProvider.tsx';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { applyTheme, type ThemeWish } from './theme.ts';

/** Starts a page: theme, language, error boundary. Throws when the page has no #root. */
export function boot(page: ReactNode, theme: ThemeWish = 'system'): void {
  applyTheme(theme);
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <MessagesProvider>
        <ErrorBoundary>{page}</ErrorBoundary>
      </MessagesProvider>
    </StrictMode>,
  );
}
