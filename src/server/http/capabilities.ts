/**
 * Who may call what: every route of the server stands here, and one that does not is refused at start. The access hook
 * enforces it before a handler runs; handlers then ask `viewerOf`.
 */
import { COURT_STAFF } from '../../people/service.ts';
import { SESSION_KINDS, type SessionKind, VIEWER_KINDS } from '../sessions/viewer.ts';

/**
 * anyone: no sign-in; admin: the bearer of the admin token; local: this machine or the admin token; a list: signed-in people
 * of these kinds; callback: a program of somebody else's, which proves itself by its address or signature (the handler checks); desk: a signed-in
 * officer or, without a session, the bearer of the admin token.
 */
export type Capability = 'anyone' | 'admin' | 'local' | 'desk' | 'callback' | readonly SessionKind[];

const OFFICER = ['officer'] as const;
/** They look into what others did, and act in no case. */
const OVERSEER = ['overseer'] as const;
/** Whose agencies tell each other of notices. */
const AGENCY_STAFF = ['officer', ...COURT_STAFF] as const;
/** The protected side: each for themself. */
const PROTECTED_SIDE = ['protected', 'household'] as const;
const PROTECTED = ['protected'] as const;
// INVARIANT: nothing that a supporter may call holds a place, a level, a distance or a warning (H-206).
const SUPPORTER = ['supporter'] as const;
/** Those who petition, ask, decide and fit; never a supporter or a household member (H-323). */
const CASE = ['protected', 'officer', ...COURT_STAFF] as const;

/** `METHOD pattern`. HEAD is allowed where GET is. */
export const CAPABILITIES: Readonly<Record<string, Capability>> = {
  'GET /': 'anyone',
  'GET /*': 'anyone',
  'GET /enter': 'anyone',
  'GET /app': 'anyone',
  'GET /centre': 'anyone',
  'GET /court': 'anyone',
  'GET /help': 'anyone',
  'GET /figures': 'anyone',
  'GET /verify': 'anyone',
  'GET /court/feasibility': 'anyone',
  'GET /petition': 'anyone',
  'GET /log': 'anyone',
  // What is public of the log tells nothing of anybody: see docs/log.md.
  'GET /log/checkpoint': 'anyone',
  'GET /log/key': 'anyone',
  'GET /log/witnesses': 'anyone',
  'GET /log/witness/:keyId': 'anyone',
  'GET /log/tile/*': 'anyone',
  'GET /api/log': 'anyone',
  // The cosignature proves itself: see safeguards/log/witnesses.ts.
  'POST /api/log/cosignatures': 'callback',
  'GET /api/log/proofs/:log/:number': OVERSEER,
  'GET /oversight': 'anyone',
  'GET /api/oversight/questions': OVERSEER,
  'GET /api/oversight/questions/:id': OVERSEER,
  'POST /api/oversight/questions/:id/answers': OVERSEER,
  'GET /api/oversight/entries': OVERSEER,
  'GET /api/oversight/retention': OVERSEER,
  'GET /api/oversight/versions': OVERSEER,
  'GET /api/oversight/diff': OVERSEER,
  'GET /api/oversight/report': OVERSEER,
  'GET /api/oversight/report.csv': OVERSEER,
  'POST /api/oversight/known': OVERSEER,
  'POST /api/oversight/relations': OVERSEER,
  'POST /api/me/relations': AGENCY_STAFF,
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
  'POST /api/feasibility': [...OFFICER, ...COURT_STAFF],
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
  'GET /api/proceedings/people': COURT_STAFF,
  'GET /api/proceedings/:id': [...COURT_STAFF, 'officer'],
  'POST /api/proceedings/:id/acts': [...COURT_STAFF, 'officer'],
  'POST /api/proceedings/:id/respondent': COURT_STAFF,
  'POST /api/proceedings/:id/offices': COURT_STAFF,
  'POST /api/proceedings/:id/paper': ['judge', 'clerk', 'officer', 'police'],
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
  'GET /api/exchange/notices': AGENCY_STAFF,
  'GET /api/exchange/notices/:id': AGENCY_STAFF,
  'POST /api/exchange/notices/:id/told': AGENCY_STAFF,
  'POST /api/exchange/notices/:id/confirm': AGENCY_STAFF,
  'POST /api/exchange/notices/:id/again': AGENCY_STAFF,
  'POST /api/exchange/held/:id/seen': OFFICER,
  'POST /api/exchange/endpoints': 'admin',
  'GET /api/exchange/endpoints': 'admin',
  'POST /api/exchange/endpoints/:id/rotate': 'admin',
  'POST /api/exchange/endpoints/:id/stop': 'admin',
  'POST /api/exchange/addressees': 'admin',
  // The message proves itself: see orders/exchange/receiver.ts.
  'POST /api/exchange/:endpoint': 'callback',
  'GET /api/schemas/:name': 'anyone',
  'POST /api/incidents/:id/acknowledge': OFFICER,
  'POST /api/incidents/:id/close': OFFICER,
  'POST /api/sign-in-codes': 'admin',
  'POST /api/agencies': 'admin',
  'GET /api/agencies': 'admin',
  'POST /api/people': 'admin',
  'GET /api/people': 'admin',
  'POST /api/people/:id/consent': 'admin',
  'POST /api/people/:id/findable': 'admin',
  'GET /api/desk/linking': 'desk',
  'POST /api/desk/linking/reviews/:id/open': 'desk',
  'POST /api/desk/linking/reviews/:id': 'desk',
  'POST /api/desk/linking/links': 'desk',
  'POST /api/desk/linking/links/:id/split': 'desk',
  'POST /api/desk/linking/notices/:id/seen': 'desk',
  'GET /api/desk/people/:id/links': 'desk',
  'POST /api/desk/assignments': 'desk',
  'POST /api/desk/assignments/:id/end': 'desk',
  'GET /api/desk/cases/:id/assignments': 'desk',
  'GET /api/desk/two-person': OFFICER,
  'POST /api/desk/two-person/:id/end': OFFICER,
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
  // It holds nothing that names anyone, and whoever holds a paper may ask.
  'POST /api/verify-order': 'anyone',
  'POST /api/documents': CASE,
  // Which of them may read which is asked again, of the case.
  'GET /api/documents/:id': CASE,
  'POST /api/orders/:id/cancel': 'admin',
  'POST /api/orders/:id/non-indictment': 'admin',
  'POST /api/orders/:id/acquittal': 'admin',
  'POST /api/orders/:id/dismissal': 'admin',
  'POST /api/orders/:id/withdrawal': 'admin',
  'POST /api/orders/:id/replacement': 'admin',
  'GET /api/desk/endings': 'desk',
};

/** Undefined for a route that is not in the table. */
export function capabilityOf(method: string, pattern: string): Capability | undefined {
  return CAPABILITIES[`${method === 'HEAD' ? 'GET' : method} ${pattern}`];
}

/** In words, for the API's description. */
export function inWords(capability: Capability): string {
  if (capability === 'anyone') return 'Anyone.';
  if (capability === 'callback') return 'A program of somebody else, by a proof in the address or a signature.';
  if (capability === 'admin') return 'The bearer of the admin token.';
  if (capability === 'desk') return 'Signed in as: officer; or the bearer of the admin token.';
  if (capability === 'local') return 'This machine, or the bearer of the admin token.';
  return `Signed in as: ${capability.join(', ')}.`;
}
