/**
 * Who is told of what became of a warrant: the monitoring agency of a copy that was destroyed, and of its confirmation; whoever saw in an emergency
 * and the oversight body of a permission that did not come in time. In the transaction of the event itself. Fails toward telling.
 */
import type { Sql } from '../../core/database.ts';
import type { AgencyId, OrderId } from '../../core/ids.ts';
import { toIso } from '../../core/time.ts';
import type { Pack } from '../../orders/contract.ts';
import { EXCHANGE_LIMITS } from '../../orders/exchange/limits.ts';
import type { NoticeFacts, NoticeTo } from '../../orders/exchange/notice.ts';
import { addNotice } from '../../orders/exchange/service.ts';
import { loadOrderRow } from '../../orders/service.ts';
import { loadAgencies, loadAgency } from '../../people/service.ts';
import type { Warrant, WarrantEventBody } from '../../safeguards/warrants/service.ts';

/** A copy that went for these was one that ought not to have been seen, or not so far. */
const TOLD_BECAUSE: ReadonlySet<string> = new Set(['refused', 'late', 'withdrawn', 'narrowed', 'originals-gone']);

export async function tellOfEvents(
  tx: Sql,
  warrant: Warrant,
  bodies: readonly WarrantEventBody[],
  { pack, nowMs }: { readonly pack: Pack; readonly nowMs: number },
): Promise<void> {
  const rules = pack.warrants;
  if (rules === null) return;
  const tell = async (code: string, article: string, to: readonly NoticeTo[], facts: NoticeFacts) => {
    for (const one of to) {
      const whom = 'agencyId' in one ? one.agencyId : '';
      await addNotice(
        tx,
        {
          uniqueKey: `warrant:${warrant.warrantId}:${warrant.events}:${code}:${whom}`,
          ...{ code, exercise: warrant.exercise, fromAgencyId: warrant.agencyId as AgencyId, to: one },
          ...{ orderId: warrant.orderId as OrderId, ruleId: `${pack.jurisdiction}-${code}`, article },
          facts: { warrant: warrant.number, ...facts },
          ...{ happenedAtMs: nowMs, dueAtMs: nowMs + EXCHANGE_LIMITS.withoutDelayMs },
        },
        nowMs,
      );
    }
  };
  for (const body of bodies) {
    if (body.kind === 'copy-destroyed' && TOLD_BECAUSE.has(body.because)) {
      const { because, positions } = body;
      await tell('warrant-copy-destroyed', rules.destructionArticle, await monitoringOf(tx, warrant, rules), {
        because,
        positions,
      });
    }
    if (body.kind === 'confirmed') {
      const to = [
        ...(await monitoringOf(tx, warrant, rules)),
        { role: 'court', agencyId: warrant.courtId as AgencyId } as const,
      ];
      await tell('warrant-destruction-confirmed', rules.destructionArticle, to, { outside: body.outside });
    }
    if (body.kind === 'late') {
      const due = warrant.permissionDueMs === null ? null : toIso(warrant.permissionDueMs);
      await tell(
        'warrant-permission-overdue',
        rules.emergency?.article ?? rules.article,
        await watchersOf(tx, warrant),
        { due },
      );
    }
  }
}

async function monitoringOf(tx: Sql, warrant: Warrant, rules: NonNullable<Pack['warrants']>): Promise<NoticeTo[]> {
  const order = await loadOrderRow(tx, warrant.orderId);
  return rules.destructionToldTo.map((role) => ({ role, agencyId: order?.agencyId ?? null }));
}

/** Their own office, whose head reads its list, and every oversight body under the law; where there is none, a person finds one. */
async function watchersOf(tx: Sql, warrant: Warrant): Promise<NoticeTo[]> {
  const own = await loadAgency(tx, warrant.agencyId);
  const watching = (await loadAgencies(tx)).filter(
    ({ role, jurisdiction }) => role === 'oversight' && jurisdiction === warrant.jurisdiction,
  );
  const oversight: NoticeTo[] = watching.map(({ agencyId }) => ({ role: 'oversight', agencyId }));
  return [
    ...(own === null ? [] : [{ role: own.role, agencyId: own.agencyId }]),
    ...(oversight.length === 0 ? [{ role: 'oversight' as const, agencyId: null }] : oversight),
  ];
}
