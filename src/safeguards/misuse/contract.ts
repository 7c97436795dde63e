/** Why a look asks for an explanation. */
export const MISUSE_KINDS = [
  'own-relation',
  'no-relation',
  'refused',
  'known-person',
  'curiosity',
  'bulk',
  'odd-hours',
] as const;
export type MisuseKind = (typeof MISUSE_KINDS)[number];
