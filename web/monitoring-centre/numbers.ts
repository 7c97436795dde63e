/** How the centre writes times and numbers: exact enough to act on, the same width while they count. */

/** "4:05" below an hour, "1 h 20" from there; negative counts as zero. */
export function countdownText(leftS: number): string {
  const whole = Math.max(0, Math.floor(leftS));
  if (whole >= 3_600)
    return `${Math.floor(whole / 3_600)} h ${String(Math.floor((whole % 3_600) / 60)).padStart(2, '0')}`;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** "14:03:22" in the reader's own time zone. */
export function clockText(language: string, atMs: number): string {
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}

/** Walking and driving speeds as people know them: metres a second to "5 km/h". */
export function speedText(language: string, mps: number): string {
  const kmh = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(Math.round(Math.abs(mps) * 3.6));
  return `${kmh} km/h`;
}

/** Day and time of an instant that may lie ahead, in the reader's language; `timeZone` undefined: the reader's own. */
export function momentText(language: string, atMs: number, timeZone?: string): string {
  const parts: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(language, { ...parts, hourCycle: 'h23', timeZone }).format(atMs);
}
