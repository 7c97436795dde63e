/**
 * A text message that the person sends by themself when nothing else goes through. Made on the phone and never sent to the server: the place in it
 * comes from what the phone knows already. Pure.
 */

export interface OwnPoint {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly radiusM: number;
}

/** Null: no number that a phone could dial. */
export function smsNumber(phone: string): string | null {
  const digits = phone.replaceAll(/[^0-9+]/g, '');
  return /^\+?[0-9]{2,20}$/.test(digits) ? digits : null;
}

/** RFC 5724; `?&body` is read by iOS and Android alike. */
export function smsLink(phone: string, text: string): string | null {
  const number = smsNumber(phone);
  return number === null ? null : `sms:${number}?&body=${encodeURIComponent(text)}`;
}

/** RFC 5870, to five decimals: about a metre. */
export function geoUri({ latDeg, lonDeg, radiusM }: OwnPoint): string {
  return `geo:${latDeg.toFixed(5)},${lonDeg.toFixed(5)};u=${Math.ceil(radiusM)}`;
}

/** For a person who reads it on the telephone. */
export function coordinates({ latDeg, lonDeg }: OwnPoint): string {
  return `${latDeg.toFixed(5)}, ${lonDeg.toFixed(5)}`;
}

/** RFC 3966. */
export function telLink(phone: string): string {
  return `tel:${smsNumber(phone) ?? ''}`;
}
