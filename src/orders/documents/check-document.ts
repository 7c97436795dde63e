import type { Outcome } from '../../core/outcome.ts';
import type { Refusal } from '../../core/refusal.ts';
import { decideType } from './decide-type.ts';
import type { MediaType } from './document.ts';
import { checkPdf } from './pdf-check.ts';

/** What the bytes are, or why they are not taken. May take a second: runs in the worker. */
export function checkDocument(bytes: Uint8Array): Outcome<MediaType, Refusal> {
  const type = decideType(bytes);
  if (!type.ok || type.value !== 'application/pdf') return type;
  const checked = checkPdf(bytes);
  return checked.ok ? type : checked;
}
