/** A passkey authenticator in software: it makes real attestations ("none") and real signatures, as a phone or a security key does. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

export interface Wish {
  readonly challenge: string;
  /** Other than the page's: what a page of somebody else's would say. */
  readonly origin?: string;
  /** The owner was not verified by PIN or finger. */
  readonly unverified?: boolean;
  /** Counter of this answer; absent: one more. */
  readonly counter?: number;
}

export class Authenticator {
  readonly #keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly credentialId = randomBytes(32);
  readonly #origin: string;
  #counter = 0;

  readonly #counts: boolean;

  /** `counts` false: as phones' passkeys, whose counter stays at zero. */
  constructor(origin: string, counts = true) {
    this.#origin = origin;
    this.#counts = counts;
    this.#keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  get id(): string {
    return this.credentialId.toString('base64url');
  }

  register(wish: Wish & { readonly rpId: string }) {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.credentialId, this.#coseKey()]);
    const authData = Buffer.concat([this.#head(wish, wish.rpId, 0x40), credential]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ]);
    const attestationObject = Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url');
    const clientDataJSON = this.#clientData('webauthn.create', wish).toString('base64url');
    return { ...this.#envelope(), response: { clientDataJSON, attestationObject } };
  }

  assert(wish: Wish & { readonly rpId: string }) {
    const clientData = this.#clientData('webauthn.get', wish);
    const authenticatorData = this.#head(wish, wish.rpId, 0);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
      },
    };
  }

  #envelope() {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} } as const;
  }

  #clientData(type: string, { challenge, origin = this.#origin }: Wish): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #head({ unverified = false, counter }: Wish, rpId: string, flags: number): Buffer {
    this.#counter = counter ?? (this.#counts ? this.#counter + 1 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.#counter);
    const verified = unverified ? 0 : 0x04;
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(0x01 | verified | flags), count]);
  }

  #coseKey(): Uint8Array {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const point = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point(x)],
      [-3, point(y)],
    ]);
    return isoCBOR.encode(key as never);
  }
}
