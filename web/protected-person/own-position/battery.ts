import type { Battery } from './pace.ts';

/** As browsers that have it tell; iPhones and Firefox do not. */
interface BatteryManager {
  readonly level: number;
  readonly charging: boolean;
}

/** Asks once, and then always says how it is now; null where the browser does not tell. */
export function openBattery(): () => Battery | null {
  let manager: BatteryManager | null = null;
  const { getBattery } = navigator as { getBattery?: () => Promise<BatteryManager> };
  getBattery?.call(navigator).then(
    (found) => {
      manager = found;
    },
    (error: unknown) => console.info('the battery is not told:', error instanceof Error ? error.name : ''),
  );
  return () => (manager === null ? null : { pct: Math.round(manager.level * 100), charging: manager.charging });
}
