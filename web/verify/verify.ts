/** Asking whether a paper is genuine. Fails toward saying that nothing was checked. */
import { type VerifyAnswer, verifyAnswerSchema } from '../../src/orders/documents/contract.ts';
import { callApi } from '../ui/session.ts';

export interface Printed {
  readonly number: string;
  readonly code: string;
}

export type Checked =
  | { readonly kind: 'answered'; readonly answer: VerifyAnswer }
  | { readonly kind: 'no-connection' | 'too-many' | 'failed' };

/** What a QR code put behind the address (`#<number>.<code>`); null when it is none. */
export function printedIn(hash: string): Printed | null {
  const [, number, code] = /^#([A-Z0-9-]{1,40})\.([A-Z0-9]{1,40})$/i.exec(hash) ?? [];
  return number === undefined || code === undefined ? null : { number, code };
}

/** In groups of four, as it is printed. */
export function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

export async function check(printed: Printed, call: typeof callApi = callApi): Promise<Checked> {
  const response = await call('/api/verify-order', { method: 'POST', body: JSON.stringify(printed) });
  if (response === null) return { kind: 'no-connection' };
  if (response.status === 429) return { kind: 'too-many' };
  const parsed = response.ok ? verifyAnswerSchema.safeParse(await response.json().catch(() => null)) : null;
  return parsed?.success === true ? { kind: 'answered', answer: parsed.data } : { kind: 'failed' };
}
