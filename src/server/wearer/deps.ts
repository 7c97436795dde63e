import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { DeviceId } from '../../core/ids.ts';
import type { DeskDeps } from '../../devices/desk.ts';
import type { Health } from '../../devices/service.ts';
import type { ProcessDeps } from '../../orders/process/deps.ts';
import type { CourtOrder, Packs } from '../../orders/service.ts';
import type { Access, KeptLog, Sealer } from '../../safeguards/service.ts';

/** What the wearer's page asks of the parts. */
export interface WearerDeps {
  readonly database: Database;
  readonly access: Access;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly packs: Packs;
  readonly healthOf: (deviceId: DeviceId) => Health;
  readonly desk: DeskDeps;
  /** Null: this server keeps no public log. */
  readonly keptLog: () => KeptLog | null;
  readonly process: Pick<ProcessDeps, 'database' | 'sealer' | 'clock' | 'lawFor'>;
}

/** In which days are counted; of the newest order, else of the agency's law. */
export function timeZoneOf({ packs }: Pick<WearerDeps, 'packs'>, orders: readonly CourtOrder[]): string {
  return packs.timeZoneOf(orders[0]?.jurisdiction ?? '') ?? 'UTC';
}
