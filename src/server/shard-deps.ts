/** What follows from the shard's findings: recorded, counted, sent to streams, phones and devices. */
import { recordFindings } from '../incidents/service.ts';
import type { Finding } from '../proximity/types.ts';
import type { Magpie } from './assemble.ts';
import type { ShardDeps } from './shard.ts';

type Parts = Pick<
  Magpie,
  'database' | 'withheld' | 'watch' | 'exchange' | 'notify' | 'metrics' | 'hub' | 'commands' | 'troubles'
>;

/** `magpie`: asked for its parts when something is found, not before: some of them are made after the shard. */
export function shardDeps(
  magpie: Parts,
  report: (what: string, error: unknown) => void,
  sleep: (ms: number) => Promise<void>,
): ShardDeps {
  const concernsOf = (finding: Finding) => magpie.withheld.concernsOf(finding, magpie.watch.concernsOf(finding));
  return {
    ...{ concernsOf, sleep },
    async record(findings, upTo) {
      const changed = await recordFindings(
        ...[magpie.database, findings, upTo, concernsOf],
        (tx, finding, concerns, incidentId) => magpie.exchange.notices.onFinding(tx, finding, concerns, incidentId),
      );
      if (changed.length > 0) magpie.notify.incidentsChanged(changed.map(({ incidentId }) => incidentId));
      return changed;
    },
    onInputs(changed, lastPosition) {
      magpie.metrics.position.set(lastPosition);
      magpie.hub.onInputs(changed);
    },
    onTick: () => magpie.hub.onTick(),
    onFinding(finding) {
      magpie.metrics.findings.inc({ kind: finding.kind, level: finding.level ?? 'none' });
      magpie.commands.onFinding(finding);
    },
    onWarning(warning) {
      magpie.metrics.warnings.inc({ level: warning.level });
      magpie.hub.onWarning(warning);
    },
    onIncident: (incidentId, agencyId) => magpie.hub.onQueueChanged(incidentId, agencyId),
    onTrouble(part, failed, error) {
      if (failed) report(`the shard's ${part}`, error);
      magpie.troubles.set(part, 'shard', failed);
    },
  };
}
