import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';

export const LIMITS = {
  /** A request of a phone; a day's backlog in one OwnTracks array stays below. */
  bodyBytes: 256 * 1024,
  uriBytes: 8 * 1024,
  requestTimeoutMs: 15_000,
  keepAliveMs: 75_000,
  connections: 20_000,
  fixesPerFrame: 1_000,
  /** The first packet of a connection over MQTT: name, secret and last will, of whoever knocks. */
  mqttConnectBytes: 4 * 1024,
  mqttTopicBytes: 512,
  /** Messages of one device that wait for their commit; a phone's backlog of hours comes at once. */
  mqttInFlight: 1_000,
  /** And their bytes: a thousand of a phone's, or some of the largest. */
  mqttInFlightBytes: 2 * 1024 * 1024,
  mqttConnectTimeoutMs: 10_000,
  /** What Android's OwnTracks asks for by itself; a device that asks for more, or for none, is refused. */
  mqttKeepAliveS: 3_600,
  /** A last will that could not be committed is tried again after. */
  mqttWillRetryMs: 1_000,
  /** Messages of an outside broker that wait for their commit, over all devices. */
  outsideInFlight: 1_000,
  outsideInFlightBytes: 16 * 1024 * 1024,
  outsideRetryMs: 1_000,
  outsideRetryMaxMs: 30_000,
  /** An outside broker that is away for so long is a trouble that everyone is told of. */
  outsideAwayMs: 5_000,
  /** Times of fixes taken that are remembered, for each device and for how many devices. */
  takenFixes: 256,
  takenFixesDevices: 20_000,
  /** fixedAt outside [received - 30 d, received + 10 min] is a clock error (and never a new partition). */
  fixAgeMs: 30 * DAY_MS,
  fixAheadMs: 10 * MINUTE_MS,
  /** The machine's clock this far behind the engine's is a failure that is told; below it is drift. */
  clockBehindMs: 10_000,
  /** Faster than any vehicle on the ground: the value is impossible, not the person quick. */
  speedMps: 150,
  /** A circle wider than this says nothing of where someone is. */
  accuracyM: 100_000,
  /** Rows of one group commit. */
  batchRows: 1_000,
  /** A commit that takes longer is a trouble that everyone is told of, well within 15 s. */
  slowCommitMs: 5_000,
  /** Inputs waiting for a commit; beyond it devices are told to come again. */
  pendingInputs: 50_000,
  /** Quarantine of frames from unknown senders: rows a minute, so that a flood cannot fill the disk. */
  strangersPerMinute: 600,
  /** Of a stranger's frame so much of the body is kept; a known device's is kept whole: it was told that it is safe. */
  strangerBytes: 16 * 1024,
  /** A tracker's connection: until its first whole frame, */
  firstFrameMs: MINUTE_MS,
  /** which is no voice message, */
  firstFrameBytes: 8 * 1024,
  /** from the first byte of a frame to its last, */
  frameMs: 30 * SECOND_MS,
  /** and between two frames: bracelets at rest speak once an hour. */
  idleMs: 2 * HOUR_MS,
  /** For the last answers to be read, before a connection is cut. */
  closingMs: 10 * SECOND_MS,
  /** A frame longer than this must not come in crumbs: besides a few that are free, so many bytes to a piece on the whole. */
  crumbsFromBytes: 1_024,
  crumbsFree: 64,
  crumbBytes: 64,
  /** Of a connection's first frame, kept for quarantine beside a later one: logins are far shorter. */
  openingBytes: 256,
  /** Frames of one connection on their way at a time: a backlog goes fast, and leaves room for others. */
  framesUnderWay: 32,
  /** Pieces of one connection that belong to no frame, before it is closed. */
  garbagePieces: 20,
  /** Answers that a device has not read. */
  unreadBytes: 64 * 1024,
  /** Of a silent connection the network is asked whether it still stands. */
  keepAliveProbeMs: 5 * MINUTE_MS,
  /** Closing what has been silent or slow. */
  reviewEveryMs: 5 * SECOND_MS,
  /** Of one device, in the long run, and at once: a week of silence at one report in 15 s. */
  deviceInputsPerS: 50,
  deviceInputsBurst: 50_000,
  /** A start reads so much of the journal at most, besides a snapshot of the engine. */
  snapshotEveryMs: 5 * MINUTE_MS,
  /** Between two tries: an order that ends asks for one at once, and many may end together. */
  snapshotGapMs: 10 * SECOND_MS,
  /** For findings to be recorded: a database that takes none within this time takes no snapshot either. */
  snapshotWaitMs: 5 * SECOND_MS,
  /** It is replaced in minutes. When that fails for so long, none is better than one of people long gone. */
  snapshotKeptMs: 6 * HOUR_MS,
  /** The newest, and the one before in case the newest cannot be used. */
  snapshotsKept: 2,
  /** Sealed and sent at a time: about a millisecond of the event loop. */
  snapshotPartBytes: 1024 * 1024,
  /** Rows of the journal by which a snapshot knows it: two journals alike in so many are one. */
  journalHashRows: 256,
} as const;
