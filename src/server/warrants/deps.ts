/** What warrants ask of the other parts. */
import type { FastifyRequest } from 'fastify';
import type { Pack } from '../../orders/contract.ts';
import type { OrderCodes } from '../../orders/documents/issue/code.ts';
import type { IssueDeps } from '../../orders/documents/issue/issue.ts';
import type { Packs } from '../../orders/service.ts';
import type { Access, Actor } from '../../safeguards/service.ts';
import type { Viewer } from '../sessions/viewer.ts';
import type { Screens } from './screens.ts';

export interface WarrantDeps extends IssueDeps {
  readonly codes: OrderCodes;
  readonly packs: Packs;
  readonly access: Access;
  /** Open pages that show, or did. */
  readonly screens: Screens;
  /** A copy was destroyed: its key goes from the key store now, and what fails with the next look at what is due. */
  sweepKeys(): Promise<void>;
  /** Notices are to be sent. */
  wake(): void;
}

export interface WarrantRouteDeps extends WarrantDeps {
  viewerOf(request: FastifyRequest): Viewer;
  /** Refuses without a fresh proof by passkey; `act` names what is done, for the audit. */
  requireProof(request: FastifyRequest, act: string): Promise<void>;
  /** Whether the session behind a stream still is one. */
  isSignedIn(request: FastifyRequest): Promise<boolean>;
  readonly onError: (error: unknown) => void;
  /** How often an open page hears that it may go on, though nothing changed. */
  readonly heartbeatMs: number;
}

export const actorOf = ({ kind, personId }: Pick<Viewer, 'kind' | 'personId'>): Actor => ({ kind, id: personId });

export const SYSTEM: Actor = { kind: 'system', id: null };

/** The pack that holds now; a jurisdiction of a warrant has one. */
export function packNow({ packs, clock }: Pick<WarrantDeps, 'packs' | 'clock'>, jurisdiction: string): Pack {
  const pack = packs.current(jurisdiction, clock.nowMs());
  if (pack === null) throw new Error('a jurisdiction has no pack');
  return pack;
}
