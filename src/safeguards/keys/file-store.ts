/**
 * The key store in files of a folder (the default). New keys are appended and flushed; destroying writes the store anew without them, under
 * a new epoch key, and overwrites the old epoch key: an older file is useless even where the file system kept it. One process at a time
 * has the folder. Fails toward refusing: a damaged store is not begun with, and what could not be flushed was not done.
 */
import { createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { BrokenSealError, decrypt, encrypt } from './cipher.ts';
import { epochFile, epochsIn, makeFolder, shredOthers, storeFile, writeAll, writeWhole } from './file-folder.ts';
import { decodeStore, encodeRecord, type Keys, RECORD_BYTES } from './file-format.ts';
import { type KeyStore, KeyStoreError, type ToUnwrap, type ToWrap } from './key-store.ts';

/** So many are sealed before others have their turn: well under a millisecond. */
const RECORDS_AT_ONCE = 200;

/** For a test that stops at a point, as a crash does. */
export type Step = 'epoch-written' | 'store-written' | 'shredded';

export interface FileStoreOptions {
  readonly folder: string;
  /** 32 bytes that seal the epoch key. More than one while that key is being changed: the first seals, any opens. */
  readonly sealedUnder: readonly [Buffer, ...Buffer[]];
  readonly onStep?: (step: Step) => void;
}

export class FileKeyStore implements KeyStore {
  readonly kind = 'file';
  readonly storeId: string;
  readonly #folder: string;
  readonly #onStep: (step: Step) => void;
  #sealedUnder: KeyObject;
  #keys: Keys;
  #epoch: number;
  #epochKey: KeyObject;
  #file: FileHandle;
  #records: number;
  /** Why nothing more is written: what the file holds is not known. */
  #broken: KeyStoreError | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: FileStoreOptions, opened: Opened, file: FileHandle) {
    this.#folder = options.folder;
    this.#onStep = options.onStep ?? (() => undefined);
    this.#sealedUnder = createSecretKey(options.sealedUnder[0]);
    this.storeId = opened.storeId;
    this.#keys = opened.keys;
    this.#epoch = opened.epoch;
    this.#epochKey = opened.epochKey;
    this.#records = opened.records;
    this.#file = file;
  }

  /** Null: there is none in the folder. */
  static async open(options: FileStoreOptions): Promise<FileKeyStore | null> {
    const { folder } = options;
    await makeFolder(folder);
    const epoch = (await epochsIn(folder)).at(-1);
    if (epoch === undefined) return null;
    const epochKey = await openEpoch(options, epoch);
    const { storeId, keys, bytes } = decodeStore(epochKey, epoch, await readFile(storeFile(folder, epoch)));
    // What a crash left of the change before: it may be all that would open an older file.
    await shredOthers(folder, epoch);
    const file = await open(storeFile(folder, epoch), 'r+');
    await file.truncate(bytes);
    return new FileKeyStore(options, { storeId, keys, epoch, epochKey, records: bytes / RECORD_BYTES }, file);
  }

  /** A new, empty one. Throws `KeyStoreError` when there is one already. */
  static async make(options: FileStoreOptions): Promise<FileKeyStore> {
    const { folder } = options;
    await makeFolder(folder);
    if ((await epochsIn(folder)).length > 0) throw new KeyStoreError('exists');
    const storeId = randomUUID();
    await writeEpoch(folder, 1, createSecretKey(options.sealedUnder[0]), (epochKey) =>
      encodeAll(epochKey, 1, storeId, new Map()),
    );
    return (await FileKeyStore.open(options))!;
  }

  create(names: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const made = new Map(
        names.filter((name) => !this.#keys.has(name)).map((name) => [name, randomBytes(32)] as const),
      );
      if (made.size === 0) return;
      const records = [...made].map(([name, key], i) =>
        encodeRecord(this.#epochKey, { epoch: this.#epoch, index: this.#records + i }, name, key),
      );
      const bytes = Buffer.concat(records);
      // What a full disk cut short is written over by the next: the place is the same, and nobody was told of these.
      try {
        await writeAll(this.#file, bytes, this.#records * RECORD_BYTES);
        await this.#file.datasync();
      } catch (error) {
        throw new KeyStoreError((error as NodeJS.ErrnoException).code ?? 'write');
      }
      this.#records += records.length;
      for (const [name, key] of made) {
        this.#keys.set(name, createSecretKey(key));
        key.fill(0);
      }
    });
  }

  async wrap(items: readonly ToWrap[]): Promise<Buffer[]> {
    return items.map(({ name, plain, about }) => {
      const key = this.#keys.get(name);
      if (key === undefined) throw new KeyStoreError('no such key');
      return encrypt(key, plain, about);
    });
  }

  async unwrap(items: readonly ToUnwrap[]): Promise<(Buffer | null)[]> {
    return items.map(({ name, wrapped, about }) => {
      const key = this.#keys.get(name);
      return key === undefined ? null : decrypt(key, wrapped, about);
    });
  }

  destroy(names: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      if (!names.some((name) => this.#keys.has(name))) return;
      const kept = new Map(this.#keys);
      for (const name of names) kept.delete(name);
      await this.#rewrite(kept, this.#sealedUnder);
    });
  }

  async present(names: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(names.filter((name) => this.#keys.has(name)));
  }

  /** Everything under a new epoch key, which is sealed under this one. Resolves when nothing opens under the old one any more. */
  rotate(sealedUnder: Buffer): Promise<void> {
    return this.#inTurn(() => this.#rewrite(this.#keys, createSecretKey(sealedUnder)));
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#file.close();
  }

  async #rewrite(kept: Keys, sealedUnder: KeyObject): Promise<void> {
    const epoch = this.#epoch + 1;
    await this.#orBroken(epoch, async () => {
      // HAZARD H-579: what an attempt that failed left; written over by name alone, its epoch key would lie on, with keys that go now.
      await shredOthers(this.#folder, this.#epoch);
      const epochKey = await writeEpoch(
        this.#folder,
        epoch,
        sealedUnder,
        (key) => encodeAll(key, epoch, this.storeId, kept),
        this.#onStep,
      );
      const file = await open(storeFile(this.#folder, epoch), 'r+');
      await this.#file.close();
      this.#file = file;
      this.#epoch = epoch;
      this.#epochKey = epochKey;
      this.#sealedUnder = sealedUnder;
      this.#records = kept.size + 1;
      this.#keys = kept;
      // HAZARD H-493: until here the old file can still be opened with the old epoch key.
      await shredOthers(this.#folder, epoch);
      this.#onStep('shredded');
    });
  }

  /** A failure in the middle leaves a file that is not known: the next start reads what is there. */
  async #orBroken(epoch: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const failed = new KeyStoreError((error as NodeJS.ErrnoException).code ?? 'write');
      // Until the new store has its name the one of before holds, and is written on: erasing that failed must not stop what is sealed.
      const stands = await epochsIn(this.#folder).then(
        (all) => all.includes(epoch),
        () => true,
      );
      if (stands) this.#broken = failed;
      throw failed;
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(() => {
      if (this.#broken !== null) throw this.#broken;
      return work();
    });
    // The caller hears of the failure; the next in turn asks for itself.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

interface Opened {
  readonly storeId: string;
  readonly keys: Keys;
  readonly epoch: number;
  readonly epochKey: KeyObject;
  readonly records: number;
}

async function openEpoch({ folder, sealedUnder }: FileStoreOptions, epoch: number): Promise<KeyObject> {
  const sealed = await readFile(epochFile(folder, epoch));
  for (const [i, under] of sealedUnder.entries()) {
    try {
      return createSecretKey(decrypt(createSecretKey(under), sealed, `epoch ${epoch}`));
    } catch (error) {
      if (!(error instanceof BrokenSealError) || i === sealedUnder.length - 1) throw error;
    }
  }
  throw new BrokenSealError();
}

/** The epoch key first: the store's name makes the pair the one that holds. */
async function writeEpoch(
  folder: string,
  epoch: number,
  sealedUnder: KeyObject,
  records: (epochKey: KeyObject) => AsyncIterable<Buffer>,
  onStep: (step: Step) => void = () => undefined,
): Promise<KeyObject> {
  const epochKey = createSecretKey(randomBytes(32));
  await writeWhole(folder, epochFile(folder, epoch), one(encrypt(sealedUnder, epochKey.export(), `epoch ${epoch}`)));
  onStep('epoch-written');
  await writeWhole(folder, storeFile(folder, epoch), records(epochKey));
  onStep('store-written');
  return epochKey;
}

async function* one(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

async function* encodeAll(epochKey: KeyObject, epoch: number, storeId: string, keys: Keys): AsyncIterable<Buffer> {
  let records = [encodeRecord(epochKey, { epoch, index: 0 }, storeId, Buffer.alloc(32))];
  let index = 1;
  for (const [name, key] of keys) {
    records.push(encodeRecord(epochKey, { epoch, index }, name, key.export()));
    index += 1;
    if (records.length >= RECORDS_AT_ONCE) {
      yield Buffer.concat(records);
      records = [];
      await setImmediate();
    }
  }
  yield Buffer.concat(records);
}
