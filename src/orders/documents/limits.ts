import { DAY_MS, SECOND_MS } from '../../core/time.ts';

export const DOCUMENT_LIMITS = {
  /** Of one document. Also in the tables' checks. */
  bytes: 10 * 1024 * 1024,
  perProceeding: 20,
  /** Of one person, that nothing took yet. */
  unattached: 40,
  uploadsPerMinute: 30,
  /** An upload that nothing took goes after this. */
  unattachedMs: DAY_MS,
  fileNameLength: 200,
  /** A photograph of a good telephone has 50 million. */
  imagePixels: 120_000_000,
  imageSidePx: 20_000,
  /** What the compressed parts of a PDF may be together when they are opened. */
  pdfInflatedBytes: 256 * 1024 * 1024,
  /** Sealed, read and opened this much at a time. What stands in the tables is cut by it: never another number without a migration. */
  pieceBytes: 512 * 1024,
  /** For the worker, for one task. */
  workMs: 20 * SECOND_MS,
  /** Tasks that wait for the worker. */
  waiting: 50,
  verifyPerMinute: 20,
} as const;
