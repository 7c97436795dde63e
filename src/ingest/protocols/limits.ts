/** Bounds on what one frame may tell: the rest of a longer list is left unread. */
export const CELLS_MAX = 32;
export const WIFI_POINTS_MAX = 64;
/** Longest name by which a frame may call its device. */
export const DEVICE_NAME_CHARS_MAX = 256;
/** Shortest and longest secret that counts as a path token; 22 url-safe characters are 132 bits. */
export const PATH_TOKEN_CHARS_MIN = 22;
export const PATH_TOKEN_CHARS_MAX = 128;
/** Beyond these the receiver, not the person, is at fault. Tighter checks are the pipeline's. */
export const SPEED_MPS_MAX = 1_000;
export const ACCURACY_M_MAX = 20_037_508;
export const ALTITUDE_M_MAX = 1_000_000;
/** 9999-12-31T23:59:59.999Z: the last instant that ISO 8601 writes with four digits of year. */
export const INSTANT_MS_MAX = 253_402_300_799_999;
