export const DEVICE_LIMITS = {
  externalIdLength: 120,
  /** OwnTracks pads its secret to 32 bytes. */
  payloadKeyBytes: 32,
  listRows: 1_000,
  /** Devices and wearers of one agency at its desk; beyond it the desk says that it is cut. */
  deskRows: 10_000,
  /** Lines of the register of removals in one answer. */
  registerRows: 2_000,
  wordsLength: 500,
  /** 24 bytes are 32 url-safe characters and cannot be guessed. */
  tokenBytes: 24,
} as const;
