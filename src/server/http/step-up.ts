/**
 * Which routes need a fresh proof by passkey, and what each act is called in the audit. Enforced by the access hook after the capability; acts that
 * depend on what is asked for call `requireStepUp` in their handler instead. A route here must stand in `capabilities.ts` too.
 */
export const STEP_UP: Readonly<Record<string, string>> = {
  'GET /api/desk/removals.csv': 'export.removals',
  'GET /api/figures/applications.csv': 'export.figures',
  'GET /api/registers/:register/csv': 'export.register',
  'GET /api/oversight/report.csv': 'export.oversight',
  'POST /api/warrants/:id/exports': 'export.warrant',
  'POST /api/warrants/:id/decide': 'warrant.decide',
  'POST /api/desk/retention/:id/erase': 'retention.erase-early',
  'POST /api/proceedings/:id/holds': 'retention.hold',
  'POST /api/proceedings/:id/holds/lift': 'retention.lift',
  'POST /api/desk/people/:id/sign-out': 'person.sign-out',
  'POST /api/desk/people/:id/enrolment': 'person.enrol-anew',
  'POST /api/desk/enrolments/:id': 'person.enrol-anew',
  'POST /api/desk/linking/links': 'record.merge',
  'POST /api/desk/linking/links/:id/split': 'record.split',
  'DELETE /api/me/passkeys/:id': 'passkey.remove',
};

/** Null: none is needed. */
export function stepUpOf(method: string, pattern: string): string | null {
  return STEP_UP[`${method === 'HEAD' ? 'GET' : method} ${pattern}`] ?? null;
}
