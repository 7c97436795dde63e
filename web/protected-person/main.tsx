import { boot } from '../ui/boot.tsx';
import { LiveProvider } from '../ui/live/LiveProvider.tsx';
import { NavigationProvider } from './NavigationProvider.tsx';
import { ProtectedPersonPage } from './ProtectedPersonPage.tsx';
import { registerWorker } from './register-worker.ts';
import { reloadOnceWhenPartsAreGone } from './reload-once.ts';

registerWorker();
reloadOnceWhenPartsAreGone();
boot(
  <LiveProvider>
    <NavigationProvider>
      <ProtectedPersonPage />
    </NavigationProvider>
  </LiveProvider>,
);
