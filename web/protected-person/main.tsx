import { boot } from '../ui/boot.tsx';
import { LiveProvider } from '../ui/live/LiveProvider.tsx';
import { DisguiseProvider } from './disguise/DisguiseProvider.tsx';
import { applyEasyReading } from './easy/easy-reading.ts';
import { LockProvider } from './lock/LockProvider.tsx';
import { OwnProof } from './lock/OwnProof.tsx';
import { NavigationProvider } from './NavigationProvider.tsx';
import { ProtectedPersonPage } from './ProtectedPersonPage.tsx';
import { registerWorker } from './register-worker.ts';
import { reloadOnceWhenPartsAreGone } from './reload-once.ts';
import { Cover } from './safety/Cover.tsx';
import { HelpProvider } from './sos/HelpProvider.tsx';

applyEasyReading();
registerWorker();
reloadOnceWhenPartsAreGone();
boot(
  <DisguiseProvider>
    <LockProvider>
      <LiveProvider>
        <HelpProvider>
          <NavigationProvider>
            <ProtectedPersonPage />
          </NavigationProvider>
          <OwnProof />
        </HelpProvider>
      </LiveProvider>
    </LockProvider>
    <Cover />
  </DisguiseProvider>,
);
