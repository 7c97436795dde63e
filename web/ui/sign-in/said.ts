import type { Ceremony } from './passkeys.ts';

export type Said =
  | 'stopped'
  | 'no-connection'
  | 'choose.needs-name'
  | 'refused.too-many'
  | 'refused.passkey'
  | 'refused.agency'
  | 'failed';

/** What is said of a ceremony that did not end well: a key of the sign-in texts. */
export function saidOf(ceremony: Exclude<Ceremony<unknown>, { kind: 'done' }>): Said {
  if (ceremony.kind !== 'refused') return ceremony.kind;
  switch (ceremony.code) {
    case 'needs-name':
      return 'choose.needs-name';
    case 'too-many':
      return 'refused.too-many';
    case 'unauthenticated':
    case 'forbidden':
      return 'refused.passkey';
    default:
      return 'failed';
  }
}
