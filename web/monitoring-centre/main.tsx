import { boot } from '../ui/boot.tsx';
import { LiveProvider } from '../ui/live/LiveProvider.tsx';

boot(
  <LiveProvider>
    <main />
  </LiveProvider>,
  'dark',
);
