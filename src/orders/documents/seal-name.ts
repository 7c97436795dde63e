/** Off the event loop, as node:crypto's own hash is not. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}

/** What a document's parts are sealed as: moved under another id or hash they do not open. */
export function sealName(documentId: string, hash: string, part: 'bytes' | 'name'): string {
  return `document ${documentId} ${hash} ${part}`;
}
