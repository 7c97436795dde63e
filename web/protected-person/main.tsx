import { boot } from '../ui/boot.tsx';
import { LiveProvider } from '../ui/live/LiveProvider.tsx';
import { NavigationProvider } from './NavigationProvider.tsx';
import { ProtectedPersonPage } from './ProtectedPersonPage.tsx';
import { registerWorker } from './register-worker.ts';
import { HelpProvider } from './sos/HelpProvider.tsx';

registerWorker();
boot(
  <LiveProvider>
    <HelpProvider>
      <NavigationProvider>
        <ProtectedPersonPage />
      </NavigationProvider>
    </HelpProvider>
  </LiveProvider>,
);
