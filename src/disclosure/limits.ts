export const LIMITS = {
  /** A grant lasts at most this long (the law's ledger shows each minute of looking); the database checks it too. */
  grantMsMax: 60_000,
  /** A grant still in use is renewed this long before it expires, so that the stream has no gap. */
  renewAheadMs: 8_000,
  /** Asks are gathered this long into one transaction when the writer is idle; when it is busy, while it is busy. */
  grantGatherMs: 2,
  grantsPerTransactionMax: 500,
  /** Asks waiting for the writer; more are answered with a refusal at once. */
  asksHeldMax: 20_000,
  /** An ask without an answer for this long counts as refused: a database that hangs must not freeze a screen. */
  grantAnswerMsMax: 2_000,
  /** After a refusal for want of the database, the next ask of the same part. */
  askAgainMs: 1_000,
  closingGatherMs: 100,
  closingRetryMs: 1_000,
  closingsPerTransactionMax: 1_000,
  /** Closings that the database did not take yet; beyond it they are dropped and the next start closes the grants. */
  closingsHeldMax: 100_000,
  unhashedCharactersMax: 4_096,
  /** Grants of one part of one picture that may stand open side by side (rules that alternate at an edge). */
  grantsPerPartMax: 4,

  streamsMax: 5_000,
  streamsPerViewerMax: 8,
  pairsPerStreamMax: 10_000,
  /** A viewer's client sends three tiny kinds of frame. */
  clientFrameBytesMax: 512,
  clientFramesPerMinuteMax: 240,
  firstFrameMsMax: 10_000,
  /** Longer than any connection takes to be made. */
  endedKeptMs: 60_000,
  /** A phone proves its key within seconds, where it has one: a session that is watched this long without is put on record, and again each hour. */
  unprovenMsMax: 120_000,
  unprovenAgainMs: 3_600_000,
  unprovenRetryMs: 10_000,
  heartbeatMs: 5_000,
  /** Nothing heard from a client for three heartbeats: it is dead. */
  silentMsMax: 15_000,
  /** Grants are renewed and cut, and slow streams drained, at least this often. */
  sweepMs: 250,
  /** A picture that was sent less than this ago need not be drawn again because time goes on. */
  pictureAgesMs: 4_000,
  /** Pictures drawn in one turn of the event loop: at some 30 us each about two milliseconds. */
  picturesPerTurnMax: 64,
  /** Heartbeats sent in one turn, likewise. */
  heartbeatsPerTurnMax: 32,
  /** A picture says at most this long that it holds. */
  pictureMsMax: 60_000,
  /** More than this waiting in a socket: pictures wait, and only the latest of a pair is kept. */
  bufferedBytesSoft: 64 * 1024,
  /** More than this, or slow for longer than congestedMsMax: the stream is closed. */
  bufferedBytesHard: 1024 * 1024,
  congestedMsMax: 10_000,
  drainPollMs: 25,
  /** What is kept of a viewer after the last stream closed, so that a phone in a lift resumes. */
  viewerKeptMs: 300_000,
  viewersKeptMax: 20_000,
  incidentsKeptPerViewer: 256,
  warningsHeldPerViewer: 64,
  /** Receipts that wait for the database. */
  receiptsDueMax: 10_000,
  /** A receipt of a warning that is not recorded yet is tried again this long. */
  receiptKeptMs: 600_000,
  /** Order timers are armed at most this far ahead (setTimeout counts 31 bits) and armed again. */
  timerMsMax: 3_600_000,
  /** One report of the same refusal (pair, viewer kind, cause) in this time. */
  refusalReportMs: 60_000,
  refusalsHeldMax: 10_000,
  /** Cells of coarse places that are remembered. */
  snapsHeldMax: 50_000,
} as const;
