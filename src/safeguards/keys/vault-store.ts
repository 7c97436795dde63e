/**
 * The key store in Vault's transit engine (or what speaks its API): a key for each name, which never leaves it; it wraps and unwraps, and
 * destroys by deleting the key. Fails toward refusing: no answer is no key; only an answer that says so means that a key is gone.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BrokenSealError } from './cipher.ts';
import { type KeyStore, KeyStoreError, type ToUnwrap, type ToWrap } from './key-store.ts';
import { askVault, type VaultAnswer, type VaultSettings } from './vault-http.ts';

export interface VaultStoreOptions extends VaultSettings {
  /** Before every name, so that several users of one engine keep apart. */
  readonly prefix: string;
}

/** Items of one request, and requests at a time. */
const AT_ONCE = 200;
const REQUESTS_AT_ONCE = 8;
/** From so many names on they are asked for in one list. */
const LISTED_FROM = 20;

const encryptedSchema = z.object({
  data: z.object({ batch_results: z.array(z.object({ ciphertext: z.string().startsWith('vault:') })) }),
});
const decryptedSchema = z.object({
  data: z.object({
    batch_results: z.array(z.object({ plaintext: z.string().optional(), error: z.string().optional() })),
  }),
});
const listedSchema = z.object({ data: z.object({ keys: z.array(z.string()) }) });
const errorsSchema = z.object({ errors: z.array(z.string()) });

export class VaultKeyStore implements KeyStore {
  readonly kind = 'vault';
  readonly storeId: string;
  readonly #options: VaultStoreOptions;

  private constructor(options: VaultStoreOptions, storeId: string) {
    this.#options = options;
    this.storeId = storeId;
  }

  /** `storeId` null: a new one, marked by a key of its own. Throws `KeyStoreError` 'other-store' when the mark is not there. */
  static async open(options: VaultStoreOptions, storeId: string | null): Promise<VaultKeyStore> {
    const store = new VaultKeyStore(options, storeId ?? randomUUID());
    const mark = `store-${store.storeId}`;
    if (storeId === null) await store.create([mark]);
    else if (!(await store.present([mark])).has(mark)) throw new KeyStoreError('other-store');
    return store;
  }

  async create(names: readonly string[]): Promise<void> {
    await eachOf(names, async (name) => {
      const body = { type: 'aes256-gcm96', exportable: false, allow_plaintext_backup: false };
      expectOk(await this.#ask('POST', `keys/${this.#path(name)}`, body));
      // Only now it can be deleted when its time has come.
      expectOk(await this.#ask('POST', `keys/${this.#path(name)}/config`, { deletion_allowed: true }));
    });
  }

  async wrap(items: readonly ToWrap[]): Promise<Buffer[]> {
    const wrapped = await this.#byName(items, async (name, batch) => {
      const batchInput = batch.map(({ plain, about }) => ({
        plaintext: Buffer.from(plain).toString('base64'),
        associated_data: Buffer.from(about).toString('base64'),
      }));
      const answer = await this.#ask('POST', `encrypt/${this.#path(name)}`, { batch_input: batchInput });
      expectOk(answer);
      const results = parsed(encryptedSchema, answer).data.batch_results;
      if (results.length !== batch.length) throw new KeyStoreError('bad-answer');
      return results.map(({ ciphertext }) => Buffer.from(ciphertext));
    });
    return wrapped.map((one) => one!);
  }

  unwrap(items: readonly ToUnwrap[]): Promise<(Buffer | null)[]> {
    return this.#byName(items, async (name, batch) => {
      const batchInput = batch.map(({ wrapped, about }) => ({
        ciphertext: Buffer.from(wrapped).toString(),
        associated_data: Buffer.from(about).toString('base64'),
      }));
      const answer = await this.#ask('POST', `decrypt/${this.#path(name)}`, { batch_input: batchInput });
      if (saysNoKey(answer)) return batch.map(() => null);
      // Of a batch with one that does not open the answer is 400, and yet says which.
      const results = decryptedSchema.safeParse(answer.body);
      if (!results.success) {
        expectOk(answer);
        throw new KeyStoreError('bad-answer');
      }
      const { batch_results: opened } = results.data.data;
      if (opened.length !== batch.length) throw new KeyStoreError('bad-answer');
      return opened.map(({ plaintext, error }) => {
        if (plaintext === undefined || (error ?? '') !== '') throw new BrokenSealError();
        return Buffer.from(plaintext, 'base64');
      });
    });
  }

  async destroy(names: readonly string[]): Promise<void> {
    await eachOf(names, async (name) => {
      const path = `keys/${this.#path(name)}`;
      const answer = await this.#ask('DELETE', path, undefined);
      if (isOk(answer)) return;
      // Gone before, or made by a create that was cut short before it was allowed to be deleted.
      const config = await this.#ask('POST', `${path}/config`, { deletion_allowed: true });
      if (isOk(config)) expectOk(await this.#ask('DELETE', path, undefined));
      if ((await this.present([name])).size > 0) throw new KeyStoreError('not-deleted');
    });
  }

  async present(names: readonly string[]): Promise<ReadonlySet<string>> {
    if (names.length > LISTED_FROM) return this.#listed(names);
    const there = new Set<string>();
    await eachOf(names, async (name) => {
      const answer = await this.#ask('GET', `keys/${this.#path(name)}`, undefined);
      if (answer.status === 404) return;
      expectOk(answer);
      there.add(name);
    });
    return there;
  }

  /** All names in one answer: a start asks for many. */
  async #listed(names: readonly string[]): Promise<ReadonlySet<string>> {
    const answer = await this.#ask('GET', 'keys?list=true', undefined);
    // None at all.
    if (answer.status === 404) return new Set();
    expectOk(answer);
    const all = new Set(parsed(listedSchema, answer).data.keys);
    return new Set(names.filter((name) => all.has(`${this.#options.prefix}${name}`)));
  }

  async close(): Promise<void> {
    // Connections are of one request each.
  }

  #path(name: string): string {
    return encodeURIComponent(`${this.#options.prefix}${name}`);
  }

  /** Everything asked for twice is the same as once, so what got no answer, or that of a standby, is asked again. */
  async #ask(method: string, path: string, body: unknown): Promise<VaultAnswer> {
    try {
      const answer = await askVault(this.#options, method, path, body);
      if (answer.status < 500) return answer;
    } catch (error) {
      if (!(error instanceof KeyStoreError) || error.code === 'no-token') throw error;
    }
    return askVault(this.#options, method, path, body);
  }

  /** Each key's items together; the answers in the order of `items`. */
  async #byName<T extends { readonly name: string }, R>(
    items: readonly T[],
    work: (name: string, batch: readonly T[]) => Promise<R[]>,
  ): Promise<R[]> {
    const answers = new Map<T, R>();
    const batches = [...Map.groupBy(items, ({ name }) => name)].flatMap(([name, of]) =>
      Array.from({ length: Math.ceil(of.length / AT_ONCE) }, (_, i) => ({
        name,
        batch: of.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
      })),
    );
    await eachOf(batches, async (one) => {
      const results = await work(one.name, one.batch);
      for (const [i, item] of one.batch.entries()) answers.set(item, results[i]!);
    });
    return items.map((item) => answers.get(item)!);
  }
}

/** Several at a time. The first failure is thrown when those under way have ended. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const take = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: REQUESTS_AT_ONCE }, take));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function isOk({ status }: VaultAnswer): boolean {
  return status >= 200 && status < 300;
}

function expectOk(answer: VaultAnswer): void {
  if (!isOk(answer)) throw new KeyStoreError(`status-${answer.status}`);
}

/** Of a key that was deleted, or never was. */
function saysNoKey({ status, body }: VaultAnswer): boolean {
  if (status !== 400 && status !== 404) return false;
  const errors = errorsSchema.safeParse(body);
  return errors.success && errors.data.errors.some((error) => error.includes('encryption key not found'));
}

function parsed<T>(schema: z.ZodType<T>, { body }: VaultAnswer): T {
  const result = schema.safeParse(body);
  if (!result.success) throw new KeyStoreError('bad-answer');
  return result.data;
}
