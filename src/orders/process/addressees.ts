/** Which offices are told of what monitoring finds under a proceeding's orders: those of the proceeding, so that none is told by chance. */
import type { Sql } from '../../core/database.ts';
import type { OrderId } from '../../core/ids.ts';
import { upsertAddressee } from '../exchange/notices.sql.ts';
import { AGENCY_ROLES } from '../exchange/roles.ts';
import type { Role } from '../packs/procedure.ts';
import { officeOf } from './notices.ts';
import type { ProceedingRow } from './process.sql.ts';

/** Idempotent. An office that is not named leaves what was said of it. */
export async function nameAddressees(tx: Sql, row: ProceedingRow, orderIds: Iterable<OrderId>): Promise<void> {
  for (const orderId of orderIds) {
    for (const [role, agencyRole] of Object.entries(AGENCY_ROLES)) {
      const agencyId = officeOf(row, role as Role);
      if (agencyId !== null) await upsertAddressee(tx, orderId, agencyRole, agencyId);
    }
  }
}
