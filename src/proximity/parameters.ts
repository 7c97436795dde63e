/**
 * The engine's numbers, each with its reason. They decide who is warned when: a change here changes findings, so it changes
 * ENGINE_VERSION too, and is measured (bench/README.md, "Detection") before it is kept.
 */
export interface Parameters {
  // --- Uncertainty ---
  /** 68 % radius of a GNSS fix that does not say: phones and tags in streets (NIJ 1004.00 asks for 10 m outdoors). */
  readonly gnssAccuracyM: number;
  /** Wi-Fi positions are building-sized. */
  readonly wifiAccuracyM: number;
  /** A cell position can be 2 km off; its usual radius is about 1 km. */
  readonly cellAccuracyM: number;
  /** A beacon is heard over a room or a house. */
  readonly bleAccuracyM: number;
  /** Neither accuracy nor source: as a poor GNSS fix. */
  readonly unsaidAccuracyM: number;
  /** No fix is better than this, whatever the device claims: GNSS errors of a minute are alike and do not average out. */
  readonly accuracyMinM: number;
  /** A fix with a larger radius cannot tell inside from outside a warn ring: it never clears, and does not end silence. */
  readonly coarseAccuracyM: number;

  /** Slower than this is rest: how far positions scatter then shows what a device's accuracies are worth. */
  readonly restSpeedMps: number;
  /** Share of each new fix in what is learned of them: some five fixes at rest. */
  readonly noiseGain: number;
  /** A device's errors are taken for at most three times what it says: beyond that it is not noise but motion. */
  readonly noiseRatioMax: number;

  // --- Motion filter (velocity wanders and forgets: an Ornstein-Uhlenbeck process) ---
  /** How long people keep a course and a speed: a block of streets. */
  readonly velocityMemoryS: number;
  /** Velocity spread of somebody at rest, per axis: they may begin to walk. */
  readonly restSpreadMps: number;
  /** Velocity spread as a share of the recent speed: cars stop and turn. */
  readonly spreadShare: number;
  /** Largest velocity spread: rapid trains. */
  readonly spreadMaxMps: number;
  /** Time over which a recent speed is forgotten: a bus at a stop is still a bus. */
  readonly speedMemoryS: number;
  /** Error of a device's own (Doppler) velocity: a floor, and a share of the speed because it is of one instant only. */
  readonly dopplerErrorMps: number;
  readonly dopplerErrorShare: number;

  // --- Outlier gate ---
  /** From rest or a walk, a jump that needs more than this is held until a second fix agrees (unless the device's own speed does). */
  readonly surpriseSpeedMps: number;
  /** A moving person may be this many times faster at the next fix. */
  readonly surpriseFactor: number;
  /** Between fixes further apart than this nobody's speed is a surprise below `travelSpeedMaxMps`: tunnels, naps of the device. */
  readonly surpriseWithinS: number;
  /** After such a gap a fix further away than this stands alone until another agrees. */
  readonly jumpM: number;
  /** Faster than any train here; above it a fix is never believed alone, and two such are a finding. */
  readonly travelSpeedMaxMps: number;

  // --- Outer bound ---
  /** The bound starts from at least a brisk walk. */
  readonly reachStartMps: number;
  /** It opens to what town traffic allows door to door, */
  readonly reachTrafficMps: number;
  /** with this time constant: to reach a car or a station, and to get up to speed. */
  readonly reachOpeningS: number;

  // --- Silence ---
  /** Silence is looked at after this long, or after `silenceIntervals` reporting intervals if that is longer. */
  readonly silenceAfterS: number;
  readonly silenceIntervals: number;
  /** Known again only by a fix younger than this share of that time: reports that are just too old are one silence. */
  readonly soundShare: number;
  /** Within this time after an unknown has ended, the next one takes two reports to end, not one. */
  readonly unknownAgainS: number;
  /** A silent side's last place still raises levels for this long, if it is still known well enough and they come closer. */
  readonly staleRaiseS: number;
  /** `unknown` when the outer bounds allow contact within this time. */
  readonly silenceContactS: number;

  // --- Levels ---
  /** "Probably": at least as likely as not. */
  readonly probable: number;
  /** tau for a warning: what a person needs to get indoors and lock the door, or police to be called. */
  readonly warnTauS: number;
  /** tau is looked at out to here; further away courses say nothing about a meeting. */
  readonly warnTauRangeM: number;
  /** Up to this tau a course warns at once; beyond it only when it has led to a meeting over two reports: cars turn. */
  readonly promptTauS: number;
  readonly leadingS: number;
  /** The usual distance is that of about the last ten minutes: longer than a way round a block, shorter than an errand. */
  readonly usualS: number;
  /** Beyond this tau a course, and any trend, counts only while they are nearer than usual; short of it no turn may be missed. */
  readonly usualTauS: number;
  /** How sure one must be of the outer part of the warn ring when nobody moves: neighbours live there for years. */
  readonly stillProbable: number;
  /** A closing trend still counts while they close at this share of its pace. */
  readonly trendStillShare: number;
  /** A course leads to a meeting when it passes within this share of the present distance ... */
  readonly missShare: number;
  /** ... or within this share of the warn ring (480 m of 600 m). */
  readonly missFloorShare: number;
  /** A closing trend: watched over this long, */
  readonly trendS: number;
  /** from within this distance, */
  readonly trendRangeM: number;
  /** at least this fast on average, */
  readonly trendMps: number;
  /** and leading to the restraint distance within this time. */
  readonly trendTauS: number;
  /** Danger when tau is this short, inside the warn ring: the next fix would come too late to say it. */
  readonly dangerTauS: number;
  /** ... and the course passes within this many restraint distances. */
  readonly dangerMissFactor: number;
  /** Danger when this close, in restraint distances, and coming closer; */
  readonly dangerNearFactor: number;
  /** or this close and not moving apart: a fix later it could be too late. */
  readonly dangerStillFactor: number;
  /** tau for a notice. */
  readonly noticeTauS: number;
  /** Motion below this is standing still, whatever the noise says. */
  readonly motionMinMps: number;

  // --- Lowering ---
  /** A ring is left only this much further out than it was entered. */
  readonly exitFactor: number;
  /** Just outside the warn ring a warning is kept this long: wandering along the ring is one episode, living there is none. */
  readonly bandHoldS: number;
  /** Lowering waits this long after the last reason for the level, while contact stays possible in a short time ... */
  readonly warnHoldS: number;
  /** ... and this long once they are far apart. */
  readonly farHoldS: number;
  /** ... or this long once they are outside the warn ring and clearly moving apart. */
  readonly leavingHoldS: number;
  /** "A short time": at the speed they recently moved at. Further off, a warning kept would be about nothing that can come soon. */
  readonly shortContactS: number;
  readonly dangerHoldS: number;
  readonly noticeHoldS: number;

  // --- Zones ---
  /** tau for a warning at an exclusion zone: a place stands still, so two minutes' way towards it say enough. */
  readonly zoneWarnTauS: number;
  /** Danger when the edge is this near in time: a few steps; a zone is a place, and passing by it is everyday. */
  readonly zoneDangerTauS: number;
  /** An edge counts as left again this far beyond it: pavements run along fences. */
  readonly zoneMarginM: number;

  // --- Reporting faster ---
  /** What closeness asks of the protected person's phone: at 15 s a walker is seen every 20 m. */
  readonly closeIntervalS: number;
  /** Asked for when contact is at most this far off in time, or under a warning. */
  readonly closeTauS: number;
  /** What being on the way asks of the wearer's device: half a minute shows a turn within a block; at rest nothing is asked. */
  readonly movingIntervalS: number;
  /** Released when nothing has called for it this long: bus stops and traffic lights are no rest. */
  readonly fasterHoldS: number;
  /** A device that told of a low battery is not asked for this long: a flat one says nothing at all. */
  readonly batteryRestS: number;

  // --- Patterns ---
  /** Inward crossings of the warn ring, by the wearer, within `probingWithinS`, that are a pattern. */
  readonly probingCrossings: number;
  readonly probingWithinS: number;
  /**
   * Identical GNSS positions over this many reports and this long: a real receiver's last digits move. Long, because phones at
   * rest repeat a cached position for hours; it is a finding only, and takes no trust away.
   */
  readonly frozenReports: number;
  readonly frozenS: number;
  /** Identical positions while the device says it moves at least at a walk: this many are enough, and it is not trusted. */
  readonly frozenMovingReports: number;
  /** Trust comes back only this long after the last faked position. */
  readonly distrustHoldS: number;
  /** A pattern said once is over, and may be said again, after this long without it. */
  readonly patternOverS: number;
  /** A device clock this far ahead is a finding; below it is drift. */
  readonly clockAheadS: number;
}

export const DEFAULT_PARAMETERS: Parameters = {
  gnssAccuracyM: 20,
  wifiAccuracyM: 60,
  cellAccuracyM: 1000,
  bleAccuracyM: 30,
  unsaidAccuracyM: 30,
  accuracyMinM: 5,
  coarseAccuracyM: 300,
  restSpeedMps: 1,
  noiseGain: 0.2,
  noiseRatioMax: 9,
  velocityMemoryS: 160,
  restSpreadMps: 0.7,
  spreadShare: 0.6,
  spreadMaxMps: 20,
  speedMemoryS: 180,
  dopplerErrorMps: 0.7,
  dopplerErrorShare: 0.2,
  surpriseSpeedMps: 9,
  surpriseFactor: 3,
  surpriseWithinS: 200,
  jumpM: 500,
  travelSpeedMaxMps: 90,
  reachStartMps: 2,
  reachTrafficMps: 20,
  reachOpeningS: 500,
  silenceAfterS: 240,
  silenceIntervals: 2.5,
  soundShare: 0.5,
  unknownAgainS: 300,
  staleRaiseS: 900,
  silenceContactS: 240,
  probable: 0.5,
  warnTauS: 250,
  warnTauRangeM: 2500,
  promptTauS: 220,
  leadingS: 65,
  usualS: 600,
  usualTauS: 60,
  stillProbable: 0.9,
  trendStillShare: 0.4,
  missShare: 0.15,
  missFloorShare: 0.8,
  trendS: 300,
  trendRangeM: 3500,
  trendMps: 0.8,
  trendTauS: 400,
  dangerTauS: 30,
  dangerMissFactor: 2.2,
  dangerNearFactor: 2.4,
  dangerStillFactor: 1.9,
  noticeTauS: 600,
  motionMinMps: 0.3,
  exitFactor: 1.15,
  bandHoldS: 600,
  warnHoldS: 300,
  farHoldS: 90,
  leavingHoldS: 120,
  shortContactS: 300,
  dangerHoldS: 180,
  noticeHoldS: 120,
  zoneWarnTauS: 120,
  zoneDangerTauS: 15,
  zoneMarginM: 30,
  closeIntervalS: 15,
  closeTauS: 600,
  movingIntervalS: 30,
  fasterHoldS: 300,
  batteryRestS: 7200,
  probingCrossings: 4,
  probingWithinS: 5400,
  frozenReports: 60,
  frozenS: 14_400,
  frozenMovingReports: 4,
  distrustHoldS: 150,
  patternOverS: 1800,
  clockAheadS: 120,
};

/** A number that an order may set for itself, and how far: outside these bounds a warning would come too late, or never end. */
export interface SafeBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * The parameters that an order may set, from its jurisdiction pack, with bounds that no pack can widen. Each unset one is as in
 * DEFAULT_PARAMETERS.
 */
export const ORDER_BOUNDS = {
  /** Less than three minutes is too short to get indoors and lock; beyond 15 courses say nothing about a meeting. */
  warnTauS: { min: 180, max: 900 },
  /** Two reports of a minute may be lost in any town; ten minutes of silence are never nothing. */
  silenceAfterS: { min: 120, max: 600 },
  /** As warnTauS: what a warning would warn of. */
  silenceContactS: { min: 120, max: 900 },
  /** Under two minutes a warning flaps at traffic lights; an hour would drown the next one. */
  warnHoldS: { min: 120, max: 3600 },
} as const satisfies Partial<Record<keyof Parameters, SafeBounds>>;

export type OrderParameters = Readonly<Record<keyof typeof ORDER_BOUNDS, number>>;
