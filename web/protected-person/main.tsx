import { boot } from '../ui/boot.tsx';
import { LiveProvider } from '../ui/live/LiveProvider.tsx';
import { DisguiseProvider } from './disguise/DisguiseProvider.tsx';
import { applyEasyReading } from './easy/easy-reading.ts';
import { LockProvider } from './lock/LockProvider.tsx';
import { NavigationProvider } from './NavigationProvider.tsx';
import { KnownScreens } from './onboarding/known-screens.ts';
import { ProtectedPersonPage } from './ProtectedPersonPage.tsx';
import { registerWorker } from './register-worker.ts';
import { reloadOnceWhenPartsAreGone } from './reload-once.ts';
import { Cover } from './safety/Cover.tsx';
import { SCREENS } from './screens.ts';
import { HelpProvider } from './sos/HelpProvider.tsx';

const SCREEN_IDS: ReadonlySet<string> = new Set(Object.keys(SCREENS));

applyEasyReading();
registerWorker();
reloadOnceWhenPartsAreGone();
boot(
  <DisguiseProvider>
    <LockProvider>
      <LiveProvider>
        <HelpProvider>
          <NavigationProvider>
            <KnownScreens value={SCREEN_IDS}>
              <ProtectedPersonPage />
            </KnownScreens>
          </NavigationProvider>
        </HelpProvider>
      </LiveProvider>
    </LockProvider>
    <Cover />
  </DisguiseProvider>,
);
