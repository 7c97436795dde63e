/**
 * A telephone number as providers take it: `+` and the country's code (ITU-T E.164) where one was given, else the digits as they are dialled
 * at home. Fails toward trying: what cannot be read better goes as it is.
 */
export function dialled(number: string): string {
  const digits = number.replace(/\D/g, '');
  // No country's code begins with 0: a plus before one was not meant.
  return number.trim().startsWith('+') && !digits.startsWith('0') ? `+${digits}` : digits;
}
