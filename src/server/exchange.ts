/** The exchange with other agencies, put together: delivery of notices, folders, and what arrives. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { OrderId } from '../core/ids.ts';
import type { Rng } from '../core/rng.ts';
import { NoticeDeliverer } from '../orders/exchange/deliverer.ts';
import { Folders } from '../orders/exchange/folder.ts';
import { type Handlers, OWN_HANDLERS } from '../orders/exchange/handlers.ts';
import { takeFiles } from '../orders/exchange/inbox.ts';
import { EXCHANGE_LIMITS, type ExchangeLimits } from '../orders/exchange/limits.ts';
import { purgeHeld } from '../orders/exchange/received.sql.ts';
import type { ReceiverDeps } from '../orders/exchange/receiver.ts';
import type { ExchangeRoutesDeps } from '../orders/exchange/routes.ts';
import type { Sealer } from '../safeguards/service.ts';
import { viewerOf } from './sessions/viewer.ts';

export interface ExchangeSettings {
  /** Where the folders of agencies that exchange files are made; null: there are none. */
  readonly folder: string | null;
  /** Certificate authorities besides the system's, in PEM. */
  readonly ca: readonly string[];
  /** What tests shorten. */
  readonly limits?: Partial<ExchangeLimits>;
}

export interface ExchangeParts {
  readonly clock: Clock;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly settings: ExchangeSettings;
  readonly registry: Registry;
  /** Awaited: an order that a message ended is cut from every stream before its sender hears so. */
  onOrderChange(orderId: OrderId): Promise<void>;
  /** An agency's system takes nothing, or does again. */
  onTrouble(endpointId: string, failed: boolean): void;
  onError(error: unknown): void;
}

/** For spreading retries it only need not be the same everywhere. */
const RNG: Rng = { next: () => randomBytes(4).readUInt32BE(0) / 2 ** 32 };

/** Handlers of messages: those of the exchange itself; proceedings add theirs here. */
const HANDLERS: Handlers = OWN_HANDLERS;

export class Exchange {
  readonly deliverer: NoticeDeliverer;
  readonly folders: Folders | null;
  readonly #parts: ExchangeParts;
  readonly #limits: ExchangeLimits;
  readonly #stopping = new AbortController();
  readonly #refused: Counter<'fault'>;
  #looking: Promise<void> | null = null;

  constructor(parts: ExchangeParts) {
    const { clock, database, sealer, settings, registry } = parts;
    this.#parts = parts;
    this.#limits = { ...EXCHANGE_LIMITS, ...settings.limits };
    this.folders = settings.folder === null ? null : new Folders(settings.folder, EXCHANGE_LIMITS.messageBytesMax);
    const registers = [registry];
    this.#refused = new Counter({
      name: 'magpie_exchange_refused_total',
      help: 'Messages of other agencies that were refused at the door, by why',
      labelNames: ['fault'],
      registers,
    });
    const failing = new Gauge({
      name: 'magpie_exchange_failing',
      help: '1 while an endpoint of another agency takes nothing',
      labelNames: ['endpoint'],
      registers,
    });
    this.deliverer = new NoticeDeliverer({
      ...{ clock, database, sealer, rng: RNG, limits: this.#limits, folders: this.folders, ca: settings.ca },
      setTimer(delayMs, fn) {
        const timer = setTimeout(fn, delayMs);
        return () => clearTimeout(timer);
      },
      onTrouble(endpointId, failed) {
        failing.set({ endpoint: endpointId }, failed ? 1 : 0);
        parts.onTrouble(endpointId, failed);
      },
      onChanged: () => undefined,
      onError: (error) => parts.onError(error),
    });
  }

  start(): void {
    this.deliverer.start();
    if (this.folders !== null) this.#looking = this.#lookOnAndOn(this.folders);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
    await this.deliverer.stop();
  }

  /** Held messages past their time go. */
  purge(): Promise<number> {
    return purgeHeld(this.#parts.database, this.#parts.clock.nowMs());
  }

  receiverDeps(): ReceiverDeps {
    const { clock, database, sealer, onOrderChange } = this.#parts;
    return {
      ...{ clock, database, sealer, randomBytes, handlers: HANDLERS, onOrderChange },
      onRefused: (fault) => this.#refused.inc({ fault }),
    };
  }

  routeDeps(): ExchangeRoutesDeps {
    return {
      ...this.receiverDeps(),
      ...{ folders: this.folders, hasFolders: this.folders !== null },
      staffOf: (request: FastifyRequest) => viewerOf(request),
      wake: () => this.deliverer.wake(),
    };
  }

  async #lookOnAndOn(folders: Folders): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // A folder that cannot be read is no reason to look no more.
      await takeFiles({ ...this.receiverDeps(), folders }).catch((error: unknown) => this.#parts.onError(error));
      await delay(this.#limits.folderPollMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
