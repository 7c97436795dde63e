/** The exchange with other agencies, put together: delivery of notices, folders, and what arrives. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { OrderId } from '../core/ids.ts';
import type { Rng } from '../core/rng.ts';
import { NoticeDeliverer } from '../orders/exchange/deliverer.ts';
import { Folders } from '../orders/exchange/folder.ts';
import { takeFiles } from '../orders/exchange/inbox.ts';
import { EXCHANGE_LIMITS, type ExchangeLimits } from '../orders/exchange/limits.ts';
import { purgeHeldMessages, type ReceiverDeps } from '../orders/exchange/receiver.ts';
import type { ExchangeRoutesDeps } from '../orders/exchange/routes.ts';
import type { Packs } from '../orders/service.ts';
import type { Access, Sealer } from '../safeguards/service.ts';
import type { Magpie } from './assemble.ts';
import { exchangeHandlers } from './exchange-handlers.ts';
import { MonitoringNotices } from './monitoring-notices.ts';
import type { OrderBook } from './order-book.ts';
import { orderChanged } from './order-changed.ts';
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
  readonly access: Access;
  readonly sealer: Sealer;
  readonly settings: ExchangeSettings;
  readonly registry: Registry;
  readonly book: OrderBook;
  readonly packs: Packs;
  readonly log: Pick<Logger, 'info' | 'error'>;
  /** Awaited: an order that a message ended is cut from every stream before its sender hears so. */
  onOrderChange(orderId: OrderId): Promise<void>;
  onError(error: unknown): void;
}

type Running = Pick<Magpie, 'access' | 'options' | 'database' | 'sealer' | 'metrics' | 'book' | 'hub' | 'reconciler'>;

/** Of a Magpie that is being put together. */
export function newExchange(magpie: Running, report: (what: string, error: unknown) => void): Exchange {
  const { access, options, database, sealer, metrics, book } = magpie;
  return new Exchange({
    ...{
      clock: options.clock,
      settings: options.exchange,
      packs: options.packs,
      log: options.log,
      registry: metrics.registry,
      access,
      database,
      sealer,
      book,
    },
    onOrderChange: (orderId) =>
      orderChanged(magpie, orderId).catch((error: unknown) => report('a changed order', error)),
    onError: (error) => report('the exchange with other agencies', error),
  });
}

/** For spreading retries it only need not be the same everywhere. */
const RNG: Rng = { next: () => randomBytes(4).readUInt32BE(0) / 2 ** 32 };

export class Exchange {
  readonly deliverer: NoticeDeliverer;
  /** What follows from monitoring, for whoever records findings and alarms. */
  readonly notices: MonitoringNotices;
  readonly folders: Folders | null;
  readonly #parts: ExchangeParts;
  readonly #limits: ExchangeLimits;
  readonly #stopping = new AbortController();
  readonly #refused: Counter<'fault'>;
  #looking: Promise<void> | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: ExchangeParts) {
    const { clock, database, sealer, settings, registry } = parts;
    this.#parts = parts;
    this.notices = new MonitoringNotices({
      ...{ clock, database, book: parts.book, packs: parts.packs },
      onError: (error) => parts.onError(error),
    });
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
        parts.log.error({ endpointId, well: !failed }, "an agency's system takes no notices, or does again");
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
  async purge(): Promise<void> {
    const gone = await purgeHeldMessages(this.#parts.database, this.#parts.clock.nowMs());
    if (gone > 0) this.#parts.log.info({ gone }, 'held messages older than 30 days removed');
  }

  receiverDeps(): ReceiverDeps {
    const { access, clock, database, sealer, packs, onOrderChange } = this.#parts;
    const handlers = exchangeHandlers({ access, clock, database, sealer, packs, randomBytes });
    return {
      ...{ clock, database, sealer, randomBytes, handlers, onOrderChange },
      inTurn: (work) => this.#inTurn(work),
      onRefused: (fault) => this.#refused.inc({ fault }),
    };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    // The sender of the one that failed hears so; the next in turn is taken all the same.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** `database`: the requests'. */
  routeDeps(database: Database): ExchangeRoutesDeps {
    return {
      ...this.receiverDeps(),
      ...{ database, access: this.#parts.access, folders: this.folders, hasFolders: this.folders !== null },
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
