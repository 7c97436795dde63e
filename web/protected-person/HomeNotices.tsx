import { lazy, Suspense } from 'react';
import { ErrorBoundary } from '../ui/parts/ErrorBoundary.tsx';

const OwnPositionNotice = lazy(async () => ({
  default: (await import('./own-position/OwnPositionNotice.tsx')).OwnPositionNotice,
}));
const OrderNotice = lazy(async () => ({ default: (await import('./order/OrderNotice.tsx')).OrderNotice }));

/** What the home screen says of one's own position and order: loaded after its first sight, and never in its way. */
export function HomeNotices() {
  return (
    <ErrorBoundary>
      <Suspense fallback={null}>
        <OwnPositionNotice />
        <OrderNotice />
      </Suspense>
    </ErrorBoundary>
  );
}
