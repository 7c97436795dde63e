/**
 * A log of made-up entries with made-up keys, the same bytes each time: what `magpie verify-log` can be tried on. None of its keys is
 * anybody's, and none of its entries is about anybody.
 */
import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { commitmentOf, entryBytes, type Named, paddingCommitment } from '../../src/safeguards/log/entry.ts';
import {
  COSIGNATURE_V1,
  cosignatureLine,
  formatVerifierKey,
  NOTE_ED25519,
  privateKeyOf,
  publicKeyOf,
  signCheckpoint,
  verifierKey,
} from '../../src/safeguards/log/note.ts';
import { EMPTY_ROOT, type TileFile, TreeAppender } from '../../src/safeguards/log/tiles.ts';

export const SAMPLE_ORIGIN = 'log.example/sample';
const WITNESS = 'witness.example/w1';
const FROM_MS = Date.parse('2026-11-02T00:00:00Z');
const CADENCE_MS = 60_000;
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface SampleLog {
  readonly files: readonly TileFile[];
  readonly vkey: string;
  /** A checkpoint of before, at `earlierSize`. */
  readonly earlier: Buffer;
  readonly sign: (size: number, root: Buffer) => string;
}

/** A key that everybody can make: of this text. */
function madeUpKey(text: string): KeyObject {
  const seed = createHash('sha256').update(text).digest();
  return privateKeyOf(Buffer.concat([PKCS8_ED25519, seed]).toString('base64'));
}

function madeUp(index: number): Named {
  const id = (what: string): string => createHash('sha256').update(`${what} ${index}`).digest('hex').slice(0, 32);
  return {
    ...{ actor: `officer:${id('actor')}`, at: new Date(FROM_MS + index * 1_000).toISOString(), case: id('case') },
    ...{
      kind: 'ledger.grant',
      number: `ledger:${index}`,
      purpose: 'sample',
      row: id('row').repeat(2),
      subject: id('subject'),
    },
  };
}

/** `size` entries in publications of `perPeriod`, every third of them padding. */
export function makeSampleLog(size: number, perPeriod: number, earlierSize: number): SampleLog {
  const key = madeUpKey('a sample log of made-up entries');
  const witness = madeUpKey('a sample witness');
  const secret = Buffer.alloc(32, 7);
  const tree = new TreeAppender({ size: 0, levels: [], entries: Buffer.alloc(0) });
  const files: TileFile[] = [];
  const sign = (at: number, root: Buffer): string => signCheckpoint({ origin: SAMPLE_ORIGIN, size: at, root }, key);
  let earlier = sign(0, EMPTY_ROOT);
  for (let index = 0; index < size; index += 1) {
    const salt = createHmac('sha256', secret).update(`row ${index}`).digest();
    const commitment = index % 3 === 2 ? paddingCommitment(secret, index) : commitmentOf(salt, madeUp(index));
    files.push(...tree.append(entryBytes(FROM_MS + Math.floor(index / perPeriod) * CADENCE_MS, commitment)));
    if (tree.size === earlierSize) earlier = sign(earlierSize, tree.root());
  }
  files.push(...tree.partial());
  const checkpoint = sign(size, tree.root());
  const text = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1);
  const cosigned = `${checkpoint}${cosignatureLine(text, WITNESS, witness, FROM_MS / 1_000)}\n`;
  const vkey = formatVerifierKey(verifierKey(SAMPLE_ORIGIN, NOTE_ED25519, publicKeyOf(key)));
  const witnessKey = verifierKey(WITNESS, COSIGNATURE_V1, publicKeyOf(witness));
  const more = [
    { path: 'key', bytes: Buffer.from(`${vkey}\n`) },
    { path: 'checkpoint', bytes: Buffer.from(cosigned) },
    { path: 'witnesses', bytes: Buffer.from(`${formatVerifierKey(witnessKey)}\n`) },
    { path: `witness/${witnessKey.keyId}`, bytes: Buffer.from(cosigned) },
  ];
  return { files: [...files, ...more], vkey, earlier: Buffer.from(earlier), sign };
}
