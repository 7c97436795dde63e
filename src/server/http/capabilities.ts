/**
 * Who may call what: every route of the server stands here, and one that does not is refused at start. The access hook
 * enforces it before a handler runs; handlers then ask `viewerOf`.
 */
import { COURT_STAFF } from '../../people/service.ts';
import { SESSION_KINDS, type SessionKind, VIEWER_KINDS } from '../sessions/viewer.ts';

/**
 * anyone: no sign-in; admin: the bearer of the admin token; local: this machine or the admin token; a list: signed-in people
 * of these kinds; callback: a program of somebody else's, which proves itself by its address (the handler checks); desk: a signed-in
 * officer or, without a session, the bearer of the admin token.
 */
export type Capability = 'anyone' | 'admin' | 'local' | 'desk' | 'callback' | readonly SessionKind[];

const OFFICER = ['officer'] as const;
/** The protected side: each for themself. */
const PROTECTED_SIDE = ['protected', 'household'] as const;
const PROTECTED = ['protected'] as const;
// INVARIANT: nothing that a supporter may call holds a place, a level, a distance or a warning (H-206).
const SUPPORTER = ['supporter'] as const;

/** `METHOD pattern`. HEAD is allowed where GET is. */
export const CAPABILITIES: Readonly<Record<string, Capability>> = {
  'GET /': 'anyone',
  'GET /*': 'anyone',
  'GET /enter': 'anyone',
  'GET /app': 'anyone',
  'GET /centre': 'anyone',
  'GET /help': 'anyone',
  'GET /figures': 'anyone',
  'GET /petition': 'anyone',
  'GET /metrics': 'local',
  'GET /api/openapi.json': 'anyone',
  'POST /api/session': 'anyone',
  'GET /api/session': SESSION_KINDS,
  'DELETE /api/session': SESSION_KINDS,
  'GET /api/live': VIEWER_KINDS,
  'GET /api/map/streets': [...VIEWER_KINDS, ...COURT_STAFF],
  'GET /api/me/questions': PROTECTED_SIDE,
  'POST /api/me/answers': PROTECTED_SIDE,
  'GET /api/outcomes': OFFICER,
  'POST /api/sos': PROTECTED_SIDE,
  'POST /api/sos/:id/cancel': PROTECTED_SIDE,
  'GET /api/me/help': PROTECTED_SIDE,
  'PUT /api/me/contacts': PROTECTED_SIDE,
  'GET /api/me/places': PROTECTED_SIDE,
  'PUT /api/me/places': PROTECTED_SIDE,
  'PUT /api/me/sos-codes': PROTECTED_SIDE,
  'GET /api/me/sharing': PROTECTED_SIDE,
  'POST /api/me/sharing': PROTECTED_SIDE,
  'DELETE /api/me/sharing': PROTECTED_SIDE,
  'GET /api/places': PROTECTED_SIDE,
  'POST /api/agencies/:id/places': 'admin',
  'POST /api/agencies/:id/phone': 'admin',
  'GET /api/me/position': PROTECTED_SIDE,
  'POST /api/me/consent': PROTECTED_SIDE,
  'POST /api/me/positions': PROTECTED_SIDE,
  'POST /api/me/devices': PROTECTED_SIDE,
  'DELETE /api/me/devices/:id': PROTECTED_SIDE,
  'GET /api/me/orders': PROTECTED_SIDE,
  'POST /api/me/undertaking': PROTECTED_SIDE,
  'GET /api/figures/applications': [...COURT_STAFF, 'officer'],
  'GET /api/figures/applications.csv': [...COURT_STAFF, 'officer'],
  'GET /api/public/figures/applications': 'anyone',
  'GET /api/public/figures/applications.csv': 'anyone',
  'GET /api/law': [...COURT_STAFF, 'officer', 'protected'],
  'POST /api/proceedings': COURT_STAFF,
  'GET /api/proceedings': [...COURT_STAFF, 'officer'],
  'GET /api/proceedings/:id': [...COURT_STAFF, 'officer'],
  'POST /api/proceedings/:id/acts': [...COURT_STAFF, 'officer'],
  'POST /api/proceedings/:id/respondent': COURT_STAFF,
  'POST /api/proceedings/:id/offices': COURT_STAFF,
  'GET /api/me/proceedings': PROTECTED,
  'POST /api/me/proceedings': PROTECTED,
  'POST /api/me/proceedings/:id/acts': PROTECTED,
  'GET /api/me/petition': PROTECTED,
  'PUT /api/me/petition': PROTECTED,
  'GET /api/me/lock': PROTECTED_SIDE,
  'POST /api/me/lock': PROTECTED_SIDE,
  'POST /api/me/lock/remove': PROTECTED_SIDE,
  'POST /api/me/lock/unlock': PROTECTED_SIDE,
  'POST /api/me/lock/now': PROTECTED_SIDE,
  'POST /api/me/lock/active': PROTECTED_SIDE,
  'GET /api/me/phones': PROTECTED_SIDE,
  'DELETE /api/me/phones': PROTECTED_SIDE,
  'DELETE /api/me/phones/:id': PROTECTED_SIDE,
  'POST /api/me/phones/:id/answer': PROTECTED_SIDE,
  'GET /api/me/onboarding': PROTECTED_SIDE,
  'PUT /api/me/onboarding': PROTECTED_SIDE,
  'GET /api/me/household': PROTECTED,
  'POST /api/me/household/:id': PROTECTED,
  'GET /api/me/participation': ['household'],
  'POST /api/me/participation': ['household'],
  'GET /api/me/supporters': PROTECTED,
  'POST /api/me/supporters/code': PROTECTED,
  'POST /api/me/supporters/:id': PROTECTED,
  'GET /api/me/links': PROTECTED,
  'POST /api/me/links/:id': PROTECTED,
  'GET /api/help/people': SUPPORTER,
  'DELETE /api/help/people/:id': SUPPORTER,
  'POST /api/help/claim': SUPPORTER,
  'POST /api/help/links': SUPPORTER,
  'GET /api/help/links/:id': SUPPORTER,
  'POST /api/help/links/:id/take': SUPPORTER,
  'POST /api/desk/people/:id/sign-out': 'desk',
  'POST /api/desk/people/:id/supporters': 'desk',
  'POST /api/desk/links/:id': 'desk',
  'GET /api/incidents': OFFICER,
  'GET /api/incidents/:id': OFFICER,
  'GET /api/incidents/:id/deliveries': OFFICER,
  'GET /api/me/warning-plan': PROTECTED_SIDE,
  'PUT /api/me/warning-plan': PROTECTED_SIDE,
  'GET /api/me/push-key': PROTECTED_SIDE,
  'POST /api/me/push-subscriptions': PROTECTED_SIDE,
  'DELETE /api/me/push-subscriptions': PROTECTED_SIDE,
  // The message proves itself: see notify/routes.ts.
  'POST /api/me/push-receipts': 'anyone',
  'POST /api/me/try-warning': PROTECTED_SIDE,
  'GET /api/me/try-warning/:id': PROTECTED_SIDE,
  'GET /api/notify/sink': 'local',
  'POST /api/notify/callbacks/:channel/:attempt/:proof': 'callback',
  'POST /api/incidents/:id/acknowledge': OFFICER,
  'POST /api/incidents/:id/close': OFFICER,
  'POST /api/sign-in-codes': 'admin',
  'POST /api/agencies': 'admin',
  'GET /api/agencies': 'admin',
  'POST /api/people': 'admin',
  'GET /api/people': 'admin',
  'POST /api/people/:id/consent': 'admin',
  'POST /api/devices': 'admin',
  'GET /api/devices': 'admin',
  'POST /api/devices/:id/assignments': 'admin',
  'GET /api/devices/:id/assignments': 'admin',
  'GET /api/ingest/doors': 'local',
  'GET /api/quarantine': 'local',
  'POST /api/quarantine/export': 'admin',
  'POST /api/quarantine/replay': 'admin',
  'GET /api/desk/devices': 'desk',
  'GET /api/desk/devices/:id': 'desk',
  'POST /api/desk/devices/:id/reserve': 'desk',
  'POST /api/desk/devices/:id/release': 'desk',
  'POST /api/desk/devices/:id/duties': 'desk',
  'POST /api/desk/devices/:id/fit': 'desk',
  'POST /api/desk/devices/:id/swap': 'desk',
  'POST /api/desk/devices/:id/return': 'desk',
  'POST /api/desk/devices/:id/restock': 'desk',
  'POST /api/desk/devices/:id/lost': 'desk',
  'POST /api/desk/devices/:id/found': 'desk',
  'POST /api/desk/devices/:id/retire': 'desk',
  'POST /api/desk/devices/:id/removals': 'desk',
  'GET /api/desk/removals': 'desk',
  'GET /api/desk/removals.csv': 'desk',
  'POST /api/desk/removals/:id/approve': 'desk',
  'POST /api/desk/removals/:id/refuse': 'desk',
  'POST /api/desk/removals/:id/end': 'desk',
  'POST /api/desk/custodies': 'desk',
  'POST /api/desk/custodies/:id/end': 'desk',
  'POST /api/desk/devices/:id/commands': 'desk',
  'GET /api/desk/devices/:id/commands': 'desk',
  'POST /api/orders': 'admin',
  'GET /api/orders': 'admin',
  'GET /api/orders/:id': 'admin',
  'POST /api/orders/:id/cancel': 'admin',
  'POST /api/orders/:id/non-indictment': 'admin',
};

/** Undefined for a route that is not in the table. */
export function capabilityOf(method: string, pattern: string): Capability | undefined {
  return CAPABILITIES[`${method === 'HEAD' ? 'GET' : method} ${pattern}`];
}

/** In words, for the API's description. */
export function inWords(capability: Capability): string {
  if (capability === 'anyone') return 'Anyone.';
  if (capability === 'callback') return 'An SMS or voice provider, by the proof in the address.';
  if (capability === 'admin') return 'The bearer of the admin token.';
  if (capability === 'desk') return 'Signed in as: officer; or the bearer of the admin token.';
  if (capability === 'local') return 'This machine, or the bearer of the admin token.';
  return `Signed in as: ${capability.join(', ')}.`;
}
