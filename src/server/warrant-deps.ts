/** Warrants and registers, wired to a running Magpie. */
import type { FastifyInstance } from 'fastify';
import { WARRANT_LIMITS } from '../safeguards/warrants/service.ts';
import type { Magpie } from './assemble.ts';
import { issueDeps } from './document-deps.ts';
import { describeError } from './http/errors.ts';
import { asTask } from './scope.ts';
import { sessionToken } from './sessions/cookie.ts';
import { loadViewer } from './sessions/service.ts';
import { requireStepUp } from './sessions/step-up/service.ts';
import { viewerOf } from './sessions/viewer.ts';
import { signInDeps } from './sign-in-deps.ts';
import type { WarrantDeps } from './warrants/deps.ts';
import { registerRoutes } from './warrants/register-routes.ts';
import { warrantRoutes } from './warrants/routes.ts';
import { Screens } from './warrants/screens.ts';
import { lookAtWarrants } from './warrants/watch.ts';

/** One for each running Magpie: its beat ends what its pages show. */
const screens = new WeakMap<Magpie, Screens>();

function warrantDeps(magpie: Magpie): WarrantDeps {
  const open = screens.get(magpie) ?? new Screens();
  screens.set(magpie, open);
  return {
    ...issueDeps(magpie),
    packs: magpie.options.packs,
    access: magpie.access,
    screens: open,
    // HAZARD H-511: until its key is gone from the store, a dump of before opens the copy.
    sweepKeys: () => magpie.erasing.sweep().catch(reporter(magpie)),
    wake: () => magpie.exchange.deliverer.wake(),
  };
}

function reporter({ options }: Magpie): (error: unknown) => void {
  return (error) => options.log.error(describeError(error), 'looking at a warrant failed');
}

/** Of the beat. */
export async function watchWarrants(magpie: Magpie): Promise<void> {
  await lookAtWarrants({ ...warrantDeps(magpie), database: magpie.database }, reporter(magpie));
}

export function warrantRouteSet(app: FastifyInstance, magpie: Magpie): void {
  const deps = warrantDeps(magpie);
  const sessions = { ...deps, gate: magpie.gate, ...signInDeps(magpie), onSessionEnd: () => undefined };
  warrantRoutes(app, {
    ...{ ...deps, viewerOf, onError: reporter(magpie), heartbeatMs: WARRANT_LIMITS.heartbeatMs },
    requireProof: (request, act) => asTask('sign-in', () => requireStepUp(sessions, request, act)),
    async isSignedIn(request) {
      const token = sessionToken(request);
      const brought = { mayRenew: false, hasProof: false };
      return token !== null && (await asTask('sign-in', () => loadViewer(sessions, token, brought))) !== null;
    },
  });
  registerRoutes(app, { ...deps, viewerOf });
}
