import { boot } from '../ui/boot.tsx';
import { LiveProvider } from '../ui/live/LiveProvider.tsx';
import { ProtectedPersonPage } from './ProtectedPersonPage.tsx';

boot(
  <LiveProvider>
    <ProtectedPersonPage />
  </LiveProvider>,
);
