import { useCallback, useState } from 'react';
import { deviceStorage } from './storage.ts';

/** A switch of this device (sound, keys), kept between visits where the browser allows it. */
export function useSwitch(name: string, first: boolean): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    const stored = deviceStorage()?.getItem(name) ?? null;
    return stored === null ? first : stored === 'on';
  });
  const set = useCallback(
    (next: boolean) => {
      deviceStorage()?.setItem(name, next ? 'on' : 'off');
      setOn(next);
    },
    [name],
  );
  return [on, set];
}
