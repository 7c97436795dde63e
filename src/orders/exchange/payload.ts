/** A notice as it goes out: rendered when it is sent, from what stands in the database then. Fails toward not sending: what was erased stays so. */
import { assert } from '../../core/assert.ts';
import type { Sql } from '../../core/database.ts';
import { toIso } from '../../core/time.ts';
import { type Agency, loadAgency } from '../../people/service.ts';
import type { Sealer } from '../../safeguards/service.ts';
import { loadOrderRow } from '../orders.sql.ts';
import { MESSAGE_VERSION, type NoticeMessage } from './messages.ts';
import type { Notice } from './notice.ts';

export async function renderNotice(deps: { sql: Sql; sealer: Sealer }, notice: Notice): Promise<Buffer> {
  const { sql, sealer } = deps;
  const from = await loadAgency(sql, notice.fromAgencyId);
  const to = notice.toAgencyId === null ? null : await loadAgency(sql, notice.toAgencyId);
  assert(from !== null && to !== null, 'a notice that is sent has two agencies');
  const order = notice.orderId === null ? null : await loadOrderRow(sql, notice.orderId);
  const details =
    notice.details === null
      ? null
      : (JSON.parse((await sealer.open(notice.details.keyId, notice.details.sealed)).toString('utf8')) as object);
  const message: NoticeMessage = {
    type: 'notice',
    version: MESSAGE_VERSION,
    timestamp: toIso(notice.createdAtMs),
    exercise: notice.exercise,
    data: {
      ...{ noticeId: notice.noticeId, code: notice.code, from: office(from), to: office(to) },
      caseLabel: order?.label ?? null,
      ...{ orderId: notice.orderId, proceedingId: notice.proceedingId, incidentId: notice.incidentId },
      ...{ ruleId: notice.ruleId, article: notice.article },
      ...{ happenedAt: toIso(notice.happenedAtMs), dueAt: toIso(notice.dueAtMs) },
      facts: { ...notice.facts },
      details: details as NoticeMessage['data']['details'],
    },
  };
  return Buffer.from(JSON.stringify(message));
}

function office({ agencyId, name, role }: Agency): NoticeMessage['data']['from'] {
  return { agencyId, name, role };
}
