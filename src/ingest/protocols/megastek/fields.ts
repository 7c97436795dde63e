/** Where each field of a report stands, counted from `$MGVnnn`. */
export const FIELD = {
  imei: 1,
  date: 4,
  time: 5,
  validity: 6,
  lat: 7,
  latSide: 8,
  lon: 9,
  lonSide: 10,
  satellites: 12,
  hdop: 14,
  speed: 15,
  course: 16,
  altitude: 17,
  mcc: 19,
  mnc: 20,
  lac: 21,
  cid: 22,
  chargeAndBelt: 32,
  battery: 33,
  alarm: 34,
  wifi: 35,
} as const;

export const FIELDS = 39;
/** Whoever sends fewer has no alarm to tell. */
export const FIELDS_MIN = FIELD.validity + 1;
