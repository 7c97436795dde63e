/** A time of day as the reader writes it, by the clock of this phone. */
export function clockTime(language: string, atMs: number): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
}
