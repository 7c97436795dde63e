/** Warrants and registers, wired to a running Magpie. */
import type { FastifyInstance } from 'fastify';
import { WARRANT_LIMITS } from '../safeguards/warrants/service.ts';
import type { Magpie } from './assemble.ts';
import { issueDeps } from './document-deps.ts';
import { describeError } from './http/errors.ts';
import { sessionToken } from './sessions/cookie.ts';
import { loadViewer } from './sessions/service.ts';
import { viewerOf } from './sessions/viewer.ts';
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
    screens: open,
    wake: () => magpie.exchange.deliverer.wake(),
  };
}

function reporter({ options }: Magpie): (error: unknown) => void {
  return (error) => options.log.error(describeError(error), 'looking at a warrant failed');
}

/** Of the beat. */
export async function watchWarrants(magpie: Magpie): Promise<void> {
  await lookAtWarrants(warrantDeps(magpie), reporter(magpie));
}

export function warrantRouteSet(app: FastifyInstance, magpie: Magpie): void {
  const deps = warrantDeps(magpie);
  const sessions = { ...deps, gate: magpie.gate, onSessionEnd: () => undefined };
  warrantRoutes(app, {
    ...{ ...deps, viewerOf, onError: reporter(magpie), heartbeatMs: WARRANT_LIMITS.heartbeatMs },
    async isSignedIn(request) {
      const token = sessionToken(request);
      return token !== null && (await loadViewer(sessions, token, false)) !== null;
    },
  });
  registerRoutes(app, { ...deps, viewerOf });
}
