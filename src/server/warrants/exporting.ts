/**
 * A view as a file to take away: GeoJSON with a manifest, signed as papers are. Written to ledger and audit before its first byte leaves; while it
 * leaves, the warrant is asked again before each part. Fails toward refusing: a file that was cut off has no manifest and does not parse.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sql } from '../../core/database.ts';
import type { Outcome } from '../../core/outcome.ts';
import { type Refusal, stopWith, valueOrRefuse } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { inGroups, readCode, readNumber } from '../../orders/documents/issue/code.ts';
import { type Canonical, canonicalBytes, ledger } from '../../safeguards/service.ts';
import { type CopiedPosition, lockedWarrant, openCopyPart, type Warrant } from '../../safeguards/warrants/service.ts';
import { asTask, currentScope, type Scope, within } from '../scope.ts';
import type { WarrantDeps } from './deps.ts';
import type { Party } from './parties.ts';
import { type OpenedView, openAccess, openedView, recordingRefusal, write } from './viewing.ts';

export interface ExportFile {
  readonly fileName: string;
  readonly body: Readable;
}

/** Whether they could take it away now; a refusal is on record. */
export function mayExport(
  deps: WarrantDeps,
  warrantId: string,
  viewId: string,
  by: Party,
): Promise<Outcome<OpenedView, Refusal>> {
  return recordingRefusal(deps, warrantId, 'export', by, (asked) => openedView(deps, warrantId, viewId, by, asked));
}

export async function exportView(
  deps: WarrantDeps,
  warrantId: string,
  viewId: string,
  by: Party,
): Promise<Outcome<ExportFile, Refusal>> {
  return recordingRefusal(deps, warrantId, 'export', by, async (asked) => {
    const { warrant, may, viewed } = await openedView(deps, warrantId, viewId, by, asked);
    const sha256 = await hashOf(deps, warrant);
    const nowMs = deps.clock.nowMs();
    const fileHash = deps.sealer.payloadHash(Buffer.from(sha256, 'hex')).toString('hex');
    const { use, positions, period } = viewed;
    const writing = async (tx: Sql) => {
      const locked = await lockedWarrant(tx, warrantId);
      if (locked === null || locked.copy?.generation !== viewed.generation)
        return stopWith('conflict', 'This view is over: open it again.');
      await openAccess(tx, locked, nowMs);
      const next = locked.exports + 1;
      const entry = {
        ...{
          warrantId,
          warrant: locked.number,
          viewId,
          version: next,
          orderId: locked.orderId,
          wearerId: locked.wearerId,
        },
        ...{ use, article: locked.article, positions, fileHash, viewer: { id: by.personId, kind: by.kind } },
      };
      const ledgerNumber = await ledger(tx, [{ atMs: nowMs, kind: 'warrant-export', body: entry }]);
      await write(
        deps,
        tx,
        locked,
        [{ kind: 'exported', viewId, use, version: next, positions, fileHash, ledgerNumber }],
        { by, may },
      );
      return next;
    };
    const version = await asTask('warrant-act', () => deps.database.transaction(writing));
    deps.screens.changed(warrantId);
    const { number, article, exercise } = warrant;
    const manifest = {
      ...{ warrant: number, version, use, article, exercise, positions, exportedAt: toIso(nowMs) },
      ...{ from: toIso(period.fromMs), until: toIso(period.untilMs), sha256 },
      code: inGroups(deps.codes.codeOf({ number, version, contentHash: sha256 })),
      says: 'Positions as they were measured. Between two of them nothing is known. sha256 is of the features, each as canonical JSON (RFC 8785) and a line feed.',
    };
    return {
      fileName: `${number}-${version}.geojson`,
      body: Readable.from(pieces(deps, warrant, manifest, currentScope())),
    };
  });
}

/** Whether a file left here: by its number, the hash of its features, and its code. Says nothing else. */
export function isGenuineExport(
  { codes }: Pick<WarrantDeps, 'codes'>,
  given: { readonly number: string; readonly version: number; readonly sha256: string; readonly code: string },
): boolean {
  const of = { number: readNumber(given.number), version: given.version, contentHash: given.sha256 };
  return codes.isCodeOf(readCode(given.code), of);
}

async function hashOf(deps: WarrantDeps, warrant: Warrant): Promise<string> {
  const hash = createHash('sha256');
  for await (const some of partsOf(deps, warrant))
    for (const one of some) hash.update(canonicalBytes(featureOf(one))).update('\n');
  return hash.digest('hex');
}

async function* partsOf(deps: WarrantDeps, { warrantId, copy }: Warrant): AsyncGenerator<readonly CopiedPosition[]> {
  for (let part = 0; part < (copy?.parts ?? 0); part += 1) {
    yield valueOrRefuse(await openCopyPart(deps.database, deps.sealer, warrantId, copy!.generation, part));
    // Fixes of others go on meanwhile.
    await nextTurn();
  }
}

/** It is read in the connection's turn, not in the request's: the scope is given. */
async function* pieces(
  deps: WarrantDeps,
  warrant: Warrant,
  manifest: object,
  scope: Scope | null,
): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let comma = '';
  const parts = partsOf(deps, warrant);
  for (;;) {
    const next = await within(scope, async () => {
      const { done, value } = await parts.next();
      // A copy that was destroyed meanwhile has no next part; one whose time ran out has, and is not to be read.
      if (done !== true) await openAccess(deps.database, warrant, deps.clock.nowMs());
      return done === true ? null : value;
    });
    if (next === null) break;
    yield `${comma}${next.map((one) => canonicalBytes(featureOf(one)).toString('utf8')).join(',')}`;
    comma = ',';
  }
  yield `],"magpie":${JSON.stringify(manifest)}}\n`;
}

function featureOf({ latDeg, lonDeg, fixedAtMs, receivedAtMs, ...more }: CopiedPosition): Canonical {
  const properties = { ...more, fixedAt: toIso(fixedAtMs), receivedAt: toIso(receivedAtMs) };
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [lonDeg, latDeg] }, properties };
}
