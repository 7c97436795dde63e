/** PINs are kept as scrypt of a salt, and that sealed: six digits alone would be found in a day by whoever has the rows. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const scryptAsync = promisify(
  (secret: string, salt: Buffer, bytes: number, done: (error: Error | null, key: Buffer) => void) =>
    scrypt(secret, salt, bytes, { N: 2 ** 14, r: 8, p: 1 }, done),
);
const HASH_BYTES = 32;
const SALT_BYTES = 16;

const hashSchema = z.object({ salt: z.string(), hash: z.string() });
export const pinsSchema = z.object({
  pin: hashSchema,
  /** The second PIN, which opens the harmless view; null: there is none. */
  decoy: hashSchema.nullable(),
  /** Its use is told to the monitoring centre. */
  decoyTells: z.boolean(),
});
export type PinHash = z.infer<typeof hashSchema>;
export type Pins = z.infer<typeof pinsSchema>;

export async function hashPin(pin: string, randomBytes: (count: number) => Uint8Array): Promise<PinHash> {
  const salt = Buffer.from(randomBytes(SALT_BYTES));
  const hash = await scryptAsync(pin, salt, HASH_BYTES);
  return { salt: salt.toString('base64'), hash: hash.toString('base64') };
}

async function isPin(pin: string, { salt, hash }: PinHash): Promise<boolean> {
  const given = await scryptAsync(pin, Buffer.from(salt, 'base64'), HASH_BYTES);
  return timingSafeEqual(given, Buffer.from(hash, 'base64'));
}

/** Which of the two it is. Both are always reckoned, so that the time taken does not tell whether there is a second one. */
export async function whichPin(pin: string, pins: Pins): Promise<'open' | 'decoy' | null> {
  const own = await isPin(pin, pins.pin);
  const second = await isPin(pin, pins.decoy ?? pins.pin);
  if (own) return 'open';
  return second ? 'decoy' : null;
}
