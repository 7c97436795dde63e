/**
 * Witnesses: others who saw a checkpoint and say so with the time (C2SP tlog-cosignature v1). Which ones may stands in a file of the
 * operator's, a verifier key a line. A cosignature is verified before it is kept. Fails toward refusing.
 */
import { readFile } from 'node:fs/promises';
import { err, type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { LogFiles } from './files.ts';
import type { LogKey } from './key.ts';
import { LOG_LIMITS } from './limits.ts';
import {
  COSIGNATURE_V1,
  formatVerifierKey,
  type Note,
  parseNote,
  parseVerifierKey,
  signedBy,
  type VerifierKey,
} from './note.ts';

export interface Cosigned {
  readonly name: string;
  readonly keyId: string;
  /** The witness's own time; null: it has not cosigned the current checkpoint. */
  readonly cosignedAtMs: number | null;
}

/** A witness's clock may be ahead of ours by this much. */
const AHEAD_MS = 5 * MINUTE_MS;

/** The keys in the operator's file; none when there is no file. A line that is no key of a witness is an error. */
export async function readWitnesses(file: string): Promise<VerifierKey[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseVerifierKey);
  if (keys.length > LOG_LIMITS.witnessesMax || keys.some((key) => key === null || key.algorithm !== COSIGNATURE_V1)) {
    throw new Error('the list of witnesses holds what is no key of a witness');
  }
  return keys as VerifierKey[];
}

/** Which witnesses cosigned the checkpoint that stands. */
export async function loadCosigned(files: LogFiles, witnesses: readonly VerifierKey[]): Promise<Cosigned[]> {
  const note = await currentNote(files);
  return witnesses.map((witness) => {
    const signed = note === null ? null : signedBy(note, witness);
    return {
      name: witness.name,
      keyId: witness.keyId,
      cosignedAtMs: signed === null ? null : signed.timeS * SECOND_MS,
    };
  });
}

/** Takes the cosignatures of known witnesses in `given`, a cosigned copy of the checkpoint that stands; who they are. */
export async function addCosignatures(
  files: LogFiles,
  key: LogKey,
  witnesses: readonly VerifierKey[],
  given: string,
  nowMs: number,
): Promise<Outcome<readonly string[], Refusal>> {
  const [note, current] = [parseNote(given), await currentNote(files)];
  if (note === null) return refuse('invalid', 'This is no signed note.');
  if (current === null) return refuse('conflict', 'Nothing has been published yet.');
  if (note.text !== current.text)
    return refuse('conflict', 'This is not the checkpoint that stands: fetch it, and cosign that.');
  const own = parseVerifierKey(key.vkey);
  const ownLine = own === null ? null : signedBy(current, own)?.line;
  if (ownLine === undefined || ownLine === null)
    return err({ code: 'damaged', message: 'The checkpoint is not ours.' });
  const found = witnesses.map((witness) => ({
    witness,
    signed: signedBy(note, witness) ?? signedBy(current, witness),
  }));
  const taken = witnesses.filter((witness) => {
    const signed = signedBy(note, witness);
    return signed !== null && signed.timeS * SECOND_MS <= nowMs + AHEAD_MS;
  });
  // HAZARD H-456: a cosignature that nobody made would let a second history pass for a witnessed one.
  if (taken.length === 0) return refuse('forbidden', 'No known witness signed this.');
  const kept = found.filter(
    ({ witness, signed }) => signed !== null && (taken.includes(witness) || signedBy(current, witness) !== null),
  );
  const lines = [ownLine, ...kept.map(({ signed }) => signed!.line)];
  await files.write({ path: 'checkpoint', bytes: Buffer.from(`${note.text}\n${lines.join('\n')}\n`) });
  await files.write({ path: 'witnesses', bytes: Buffer.from(`${witnesses.map(formatVerifierKey).join('\n')}\n`) });
  for (const witness of taken) {
    const bytes = Buffer.from(`${note.text}\n${ownLine}\n${signedBy(note, witness)!.line}\n`);
    await files.write({ path: `witness/${witness.keyId}`, bytes });
  }
  return ok(taken.map(({ name }) => name));
}

async function currentNote(files: LogFiles): Promise<Note | null> {
  const bytes = await files.read('checkpoint');
  return bytes === null ? null : parseNote(bytes.toString());
}
