/**
 * The certificate in data/tls: read at the start, and read again while the server runs, so that a renewed one is served without a stop.
 * Fails toward the one that is served: what cannot be read or does not fit together is told, and never put in its place.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { OperatorError } from './operator-error.ts';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Null when there is none. */
export async function readCertificate(dataFolder: string): Promise<Certificate | null> {
  try {
    const [key, cert] = await Promise.all(
      ['key.pem', 'cert.pem'].map((file) => readFile(join(dataFolder, 'tls', file), 'utf8')),
    );
    return { key: key!, cert: cert! };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new OperatorError(
      `The certificate in ${join(dataFolder, 'tls')} cannot be read (${code}).`,
      'Make key.pem and cert.pem readable for the user who starts Magpie.',
    );
  }
}

export interface CertificateWatchDeps {
  readonly dataFolder: string;
  readonly served: Certificate;
  onRenewed(certificate: Certificate): void;
  /** A certificate that cannot be served was put there: the old one goes on being served. */
  onRefused(error: unknown): void;
}

export class CertificateWatch {
  readonly #deps: CertificateWatchDeps;
  #served: Certificate;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(deps: CertificateWatchDeps) {
    this.#deps = deps;
    this.#served = deps.served;
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => void this.look(), everyMs);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Looks once. The two files are written one after the other: a pair that does not fit yet is looked at again next time. */
  async look(): Promise<void> {
    const { dataFolder, onRenewed, onRefused } = this.#deps;
    try {
      const found = await readCertificate(dataFolder);
      if (found === null || (found.key === this.#served.key && found.cert === this.#served.cert)) return;
      createSecureContext(found);
      this.#served = found;
      onRenewed(found);
    } catch (error) {
      onRefused(error);
    }
  }
}
