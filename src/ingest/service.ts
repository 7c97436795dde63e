/** What others may use of ingest: where a person was, read by a right, for a purpose, on the record. */
export { lastPositionIn, type PositionsAsked, type PositionsRead, type Reading, readPositions } from './positions.ts';
