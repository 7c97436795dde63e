export const DEVICE_SIMULATION_LIMITS = {
  /** A phone out of reach for a day at 5 s keeps everything; beyond that the oldest goes. */
  queueFrames: 17_280,
  replyBytes: 64 * 1024,
  requestMs: 10_000,
  /** Real apps wait longer (30 s); a drill must show recovery soon after the server is back. */
  retryMsMin: 1_000,
  retryMsMax: 15_000,
} as const;
