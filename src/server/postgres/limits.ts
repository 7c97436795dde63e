/** Times and sizes around the database. Every wait on PostgreSQL ends: with its answer or with a clear error. */
export const POSTGRES_LIMITS = {
  /** Connections of one pool. */
  poolConnections: 10,
  /** Waiting for a free or a new connection. */
  connectMs: 10_000,
  /** One statement of the application, cut by the server. */
  statementMs: 10_000,
  /** The same, cut by the client when the server has fallen silent. */
  queryMs: 15_000,
  /** A transaction that stands idle (its process hangs) loses its connection, and its locks with it. */
  idleInTransactionMs: 30_000,
  /** Closing a pool whose clients were not given back. */
  closeMs: 5_000,
  /** One migration statement. */
  migrationStatementMs: 120_000,
  /** Waiting for another process that is migrating. */
  migrationLockMs: 60_000,

  /** `initdb`, durable, on a slow disk. */
  initMs: 120_000,
  /** From spawn to ready, recovery after a crash included. */
  readyMs: 90_000,
  /** How often the state of a starting or stopping PostgreSQL is looked at. */
  pollMs: 20,
  /** A fast shutdown writes a checkpoint; then an immediate one; then SIGKILL. */
  stopFastMs: 20_000,
  stopImmediateMs: 5_000,
  stopKillMs: 5_000,
  /** `postgres --version`, to see whether the uid can run it. */
  probeMs: 10_000,
  /** Ports tried when another process takes the one that was just free. */
  portAttempts: 5,
  /** Restart after an unexpected end: doubling from the first to the last. */
  restartFirstMs: 100,
  restartLastMs: 5_000,
  /** The server's own log is started anew beyond this size, once a start. */
  logBytes: 10_000_000,
  /** Of a failed command's output, in an error. */
  tailChars: 400,
  /** Connections that PostgreSQL takes. */
  serverConnections: 100,
} as const;
