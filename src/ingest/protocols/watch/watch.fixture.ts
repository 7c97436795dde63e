/** Messages of our own: made-up ids, and places in the open Yellow Sea, where nobody lives. */
export const DEVICE = '9900000017';
export const AT_MS = Date.UTC(2026, 5, 24, 1, 2, 3);
/** After the type: everything up to the base stations. */
export const LOCATION = '240626,010203,A,36.001250,N,124.502125,E,18.00,271.5,12.5,9,100,71,1200,4,00000000';
export const NOWHERE = '240626,010203,V,0.000000,N,0.000000,E,0.00,0.0,0.0,0,100,71,0,0';
export const NETWORK = '2,1,460,0,7201,5102,135,7201,5103,128';
export const WIFI = '2,harbour,02:00:5e:00:53:01,-61,,02:00:5e:00:53:02,-87';

export function message(content: string, device = DEVICE, manufacturer = '3G'): Uint8Array {
  const length = content.length.toString(16).toUpperCase().padStart(4, '0');
  return Buffer.from(`[${manufacturer}*${device}*${length}*${content}]`, 'latin1');
}

export function numbered(index: string, content: string): Uint8Array {
  const length = content.length.toString(16).padStart(4, '0');
  return Buffer.from(`[ZJ*${DEVICE}*${index}*${length}*${content}]`, 'latin1');
}

export function text(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('latin1');
}
