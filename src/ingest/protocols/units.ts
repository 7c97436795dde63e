/** Conversions at the border: wire units come in, SI goes on. A knot is 1,852 m an hour by definition. */
const MPS_PER_KNOT = 1852 / 3600;
const MPS_PER_KMH = 1 / 3.6;

export function mpsFromKnots(speedKnots: number): number {
  return speedKnots * MPS_PER_KNOT;
}

export function knotsFromMps(speedMps: number): number {
  return speedMps / MPS_PER_KNOT;
}

export function mpsFromKmh(speedKmh: number): number {
  return speedKmh * MPS_PER_KMH;
}

export function kmhFromMps(speedMps: number): number {
  return speedMps / MPS_PER_KMH;
}
