/**
 * Proofs of the public log to take away: the wearer's, of what the page tells with its instant, and a court's, of a proceeding and the records that
 * it was told of. Anybody checks them with `magpie verify-log --proof`. Fails toward fewer: what is not published yet, was erased, or would
 * tell an hour that the page does not, is left out.
 */
import { stopWith } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { type LogField, LogFiles, type LogProof, loadAuditNaming, proofFor } from '../../safeguards/service.ts';
import { type ProofsJson, WEARER_LIMITS } from './contract.ts';
import { timeZoneOf, type WearerDeps } from './deps.ts';
import { loadErased } from './held.ts';
import { LOOKERS, loadTold } from './looks.ts';
import type { Subject } from './subject.ts';
import { ordersAgainst } from './told.ts';

/** As the browser saves it. */
export const PROOF_FILE = 'attachment; filename="proofs.json"';

export type ProofsDeps = Pick<WearerDeps, 'database' | 'keptLog'>;

// HAZARD H-571: a leaf says when it was published and where it stands: the proof of a look that is told by its day tells the hour of an alarm.
/**
 * Of acts that the wearer took part in or was told with their instant, and of erasures. Left closed: who (the same officer would be known again), the number
 * (which tells how much else there is) and the row.
 */
const OWN_FIELDS: readonly LogField[] = ['at', 'case', 'kind', 'purpose'];

export async function loadOwnProofs(deps: WearerDeps, { wearerId }: Subject): Promise<ProofsJson> {
  const orders = await ordersAgainst(deps.database, wearerId);
  const timeZone = timeZoneOf(deps, orders);
  const { told } = await loadTold(deps, { wearerId, orders, timeZone }, [...LOOKERS, 'wearer', 'lawyer']);
  const acts = told.flatMap(({ entry, atMs }) => (atMs === null ? [] : [{ ...entry, certificate: null }]));
  const erased = (await loadErased(deps, wearerId, orders)).flatMap(({ auditNumber, ...certificate }) =>
    auditNumber === null
      ? []
      : [{ number: auditNumber, atMs: certificate.provenAtMs, action: 'retention.erase', certificate }],
  );
  return bundle(deps, [...erased, ...acts], OWN_FIELDS);
}

/** Acts in a proceeding and on its records; readings are in no proof. */
const OF_A_CASE = /^(proceeding|breach)\.(?!read$)/;
const ACTORS = [...LOOKERS, 'protected', 'wearer', 'lawyer', 'system'];

/** `ids`: of the proceeding and of the records that its court was told of. All values are opened: who reads the case reads them. */
export async function loadCaseProofs(deps: ProofsDeps, ids: readonly string[]): Promise<ProofsJson> {
  const most = WEARER_LIMITS.entriesAtOnce;
  const entries = await loadAuditNaming(deps.database, ids, ACTORS, Number.MAX_SAFE_INTEGER, most);
  const acts = entries.filter(({ action }) => OF_A_CASE.test(action)).slice(0, WEARER_LIMITS.looksMax);
  return bundle(
    deps,
    acts.map((entry) => ({ ...entry, certificate: null })),
  );
}

async function bundle(
  { database, keptLog }: ProofsDeps,
  entries: readonly {
    readonly number: number;
    readonly atMs: number;
    readonly action: string;
    readonly certificate: ProofsJson['entries'][number]['certificate'];
  }[],
  opened?: readonly LogField[],
): Promise<ProofsJson> {
  const kept = keptLog() ?? stopWith('not-found', 'This server keeps no public log.');
  const files = new LogFiles(kept.setting.folder);
  const proven: {
    what: string;
    at: string;
    certificate: ProofsJson['entries'][number]['certificate'];
    proof: LogProof;
  }[] = [];
  for (const { number, atMs, action, certificate } of entries) {
    const proof = await proofFor({ database, files }, 'audit', number, opened);
    if (proof.ok) proven.push({ what: action, at: toIso(atMs), certificate, proof: proof.value });
    // An altered row is no reason to hand out the others as if nothing were.
    else if (proof.error.code === 'damaged') stopWith('damaged', proof.error.message);
  }
  return { format: 'magpie-log-proofs/1', entries: proven };
}
