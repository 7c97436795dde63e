import { useEffect, useState } from 'react';
import { deviceStorage } from '../ui/storage.ts';
import { type AlarmSound, createAlarmSound } from './alarm-sound.ts';

/** The page's sound, unblocked by whatever touch or key comes first. */
export function useSound(): AlarmSound {
  const [sound] = useState(() => createAlarmSound(deviceStorage()));
  useEffect(() => {
    const touched = () => sound.touched();
    window.addEventListener('pointerup', touched);
    window.addEventListener('keyup', touched);
    return () => {
      window.removeEventListener('pointerup', touched);
      window.removeEventListener('keyup', touched);
      sound.stop();
    };
  }, [sound]);
  return sound;
}
