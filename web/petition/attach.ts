/**
 * Sending a file. The one place that knows how; where a server takes none, the question for them is left out. Bytes go as they are, with
 * the name beside them, and how far they are is told. Fails toward "not sent".
 */
import { z } from 'zod';
import { PETITION_LIMITS } from './limits.ts';

/** Whether the server takes documents. */
export const sendsDocuments = true as boolean;

const uploadedSchema = z.object({ documentId: z.string(), sizeBytes: z.number(), mediaType: z.string() });
export type Uploaded = z.infer<typeof uploadedSchema>;

export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;

/** `enough`: too many at once, or waiting already; `shut`: signed out, or the app is locked. */
export type SendingFault = 'no-connection' | 'refused' | 'type' | 'too-large' | 'enough' | 'shut';

export type Sending =
  | { readonly kind: 'sent'; readonly document: Uploaded }
  | { readonly kind: 'failed'; readonly why: SendingFault };

/** Null: it may be tried. What the server would refuse is not sent. */
export function refusedAtOnce(file: { readonly size: number; readonly type: string }): 'too-large' | 'type' | null {
  if (file.size > PETITION_LIMITS.documentBytes) return 'too-large';
  return (MEDIA_TYPES as readonly string[]).includes(file.type) ? null : 'type';
}

/** `onShare`: 0 to 1. The returned function takes it back. */
export function sendFile(file: File, onShare: (share: number) => void, onEnd: (sending: Sending) => void): () => void {
  const request = new XMLHttpRequest();
  request.open('POST', '/api/documents');
  request.setRequestHeader('x-magpie', '1');
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name.toWellFormed()));
  request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total);
  request.onerror = () => onEnd({ kind: 'failed', why: 'no-connection' });
  request.ontimeout = request.onerror;
  request.onload = () => onEnd(sendingOf(request.status, request.responseText));
  request.send(file);
  return () => request.abort();
}

export function sendingOf(status: number, text: string): Sending {
  if (status === 413) return { kind: 'failed', why: 'too-large' };
  if (status === 415) return { kind: 'failed', why: 'type' };
  if (status === 401 || status === 423) return { kind: 'failed', why: 'shut' };
  if (status === 409 || status === 429) return { kind: 'failed', why: 'enough' };
  if (status < 200 || status > 299) return { kind: 'failed', why: status >= 500 ? 'no-connection' : 'refused' };
  const parsed = uploadedSchema.safeParse(jsonOf(text));
  return parsed.success ? { kind: 'sent', document: parsed.data } : { kind: 'failed', why: 'refused' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
