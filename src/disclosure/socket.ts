/** The part of a WebSocket that the stream needs; `ws` has it, and simulations have their own. */
export interface LiveSocket {
  send(text: string): void;
  /** Bytes accepted by `send` and not yet taken by the network. */
  readonly bufferedAmount: number;
  ping(): void;
  close(code: number, reason: string): void;
  /** Ends the connection without waiting for the other side. */
  terminate(): void;
  on(event: 'message', listener: (data: { toString(): string }) => void): unknown;
  on(event: 'pong', listener: () => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Close codes: RFC 6455, 7.4, and 4xxx of our own. */
export const CLOSE = {
  goingAway: 1001,
  badFrame: 1003,
  tooMany: 1008,
  tryLater: 1013,
  sessionEnded: 4401,
} as const;
