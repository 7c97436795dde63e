/**
 * Whose cases a request may see. A signed-in person's request sees that person's and their office's; one that is more stands here
 * with its task, and one behind which nobody stands sees nothing unless it stands here too. Fails toward refusing.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../../core/database.ts';
import { RefusedError } from '../../core/refusal.ts';
import { loadProceedingRow } from '../../orders/process/service.ts';
import { COURT_STAFF } from '../../people/service.ts';
import { type RequestTask, type Scope, type ScopeSlot, within, withSlot } from '../scope.ts';
import type { SessionKind, Viewer } from '../sessions/viewer.ts';
import { CAPABILITIES, capabilityOf } from './capabilities.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its scope, once it is known. */
    scopeSlot: ScopeSlot;
  }
}

/** Nobody is signed in, or who is does not matter. */
const TASK_OF: Readonly<Record<string, RequestTask>> = {
  'POST /api/session': 'sign-in',
  'POST /api/session/passkey/begin': 'sign-in',
  'POST /api/session/passkey': 'sign-in',
  'GET /api/session/agencies': 'sign-in',
  'GET /api/session/oidc/:id/begin': 'sign-in',
  'GET /api/session/oidc/callback': 'sign-in',
  'POST /api/session/oidc/leave': 'sign-in',
  'POST /api/help/claim': 'sign-in',
  'POST /api/verify-order': 'verification',
  'GET /api/public/figures/applications': 'figures',
  'GET /api/public/figures/applications.csv': 'figures',
  'GET /api/figures/applications': 'figures',
  'GET /api/figures/applications.csv': 'figures',
  'POST /api/me/push-receipts': 'callback',
  // HAZARD H-476: a browser that changed hands goes on being told of who had it before
  'POST /api/me/push-subscriptions': 'browser-taken-over',
  'GET /api/desk/linking': 'linking',
  'POST /api/desk/linking/reviews/:id/open': 'linking',
  'POST /api/desk/linking/reviews/:id': 'linking',
  'POST /api/desk/linking/links': 'linking',
  'POST /api/desk/linking/links/:id/split': 'linking',
  'POST /api/desk/linking/notices/:id/seen': 'linking',
  'GET /api/desk/people/:id/links': 'linking',
  // Kept by the query to what the asker's office has a part in; an overseer's office stands under no case.
  'GET /api/desk/two-person': 'two-person',
  'POST /api/desk/two-person/:id/end': 'two-person',
  'GET /api/registers/:register': 'register',
  'GET /api/registers/:register/csv': 'register',
  // Kept to the overseer's law by the query itself.
  'GET /api/view-marks/:code': 'oversight',
  'GET /api/proceedings/people': 'naming',
  'POST /api/proceedings': 'case-act',
  'POST /api/me/proceedings': 'case-act',
  ...Object.fromEntries(
    Object.keys(CAPABILITIES)
      .filter((route) => route.includes(' /api/oversight/'))
      .map((route) => [route, 'oversight' as const]),
  ),
};

// HAZARD H-477: what isolation hides is missing from a decision
/** Acts in a proceeding that is there: its id is looked for in the doer's own scope, and is not found where they do not see it. */
const ACTS: ReadonlySet<string> = new Set([
  'POST /api/proceedings/:id/acts',
  'POST /api/proceedings/:id/respondent',
  'POST /api/proceedings/:id/offices',
  'POST /api/proceedings/:id/paper',
  'POST /api/me/proceedings/:id/acts',
]);

/** They work for an agency, and its cases are theirs. A new kind sees nobody's until it stands here. */
const STAFF: readonly SessionKind[] = ['officer', ...COURT_STAFF];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Every request begins without a scope, whatever the server was doing when its connection came. */
export function keepScopes(app: FastifyInstance): void {
  app.decorateRequest('scopeSlot', null as unknown as ScopeSlot);
  // HAZARD H-472: a request goes on in the scope in which its server was started, or of the one before it on the connection
  app.addHook('onRequest', (request, _reply, done) => {
    request.scopeSlot = { scope: null };
    withSlot(request.scopeSlot, done);
  });
  // The body arrives in the connection's turn, not in the request's.
  app.addHook('preValidation', (request, _reply, done) => withSlot(request.scopeSlot, done));
}

/** Of a request that was admitted. Refuses an act in a case that its doer does not see. */
export async function scopeOf(request: FastifyRequest, database: Database): Promise<Scope | null> {
  const url = request.routeOptions.url ?? '';
  const route = `${request.method} ${url}`;
  const task = Object.hasOwn(TASK_OF, route) ? TASK_OF[route]! : null;
  if (task !== null) return { kind: 'task', task };
  const { viewer } = request;
  if (viewer === null) return withoutViewer(request.method, url);
  const scope = scopeOfViewer(viewer);
  if (!ACTS.has(route)) return scope;
  const { id = '' } = request.params as { readonly id?: string };
  // What is no id is refused by the schema.
  if (!UUID.test(id)) return scope;
  const seen = await within(scope, () => loadProceedingRow(database, id));
  if (seen === null) throw new RefusedError({ code: 'not-found', message: 'There is no such proceeding.' });
  return { kind: 'task', task: 'case-act' };
}

export function scopeOfViewer({ kind, personId, agencyId }: Pick<Viewer, 'kind' | 'personId' | 'agencyId'>): Scope {
  return { kind: 'person', personId, agencyId, isStaff: STAFF.includes(kind) };
}

function withoutViewer(method: string, url: string): Scope | null {
  switch (capabilityOf(method, url)) {
    case 'admin':
    case 'desk':
    case 'local':
      return { kind: 'task', task: 'administration' };
    case 'callback':
      return { kind: 'task', task: 'callback' };
    default:
      return null;
  }
}
