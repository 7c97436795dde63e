/** What the tests use of the package `smpp`, which brings no types. */
declare module 'smpp' {
  import type { Server } from 'node:net';

  namespace smpp {
    interface Pdu {
      readonly password: string;
      readonly short_message: { readonly message: string };
      readonly message_payload?: { readonly message: string };
      response(fields?: object): Pdu;
    }
    interface Session {
      on(event: 'error', listener: (error: Error) => void): void;
      on(event: 'bind_transceiver' | 'submit_sm' | 'enquire_link', listener: (pdu: Pdu) => void): void;
      send(pdu: Pdu): boolean;
      deliver_sm(fields: object): boolean;
      destroy(): void;
    }
    function createServer(options: object, onSession: (session: Session) => void): Server;
  }
  export = smpp;
}
