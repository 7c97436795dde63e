import { useRef } from 'react';
import type { Picture } from '../../../src/disclosure/contract.ts';
import type { MapFix } from '../../ui/map/types.ts';
import { extendTrail, NO_TRAIL, type Trail } from './trail.ts';

/** Where the wearer was shown lately, as far back as the pack lets this viewer see; in this page's memory only. */
export function useTrail(picture: Picture | null): readonly MapFix[] {
  const kept = useRef<Trail>(NO_TRAIL);
  kept.current = extendTrail(kept.current, picture);
  return kept.current.fixes;
}
