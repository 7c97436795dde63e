import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  label: 'Peta',
  north: 'Utara di atas',
  follow: 'Kembali kepada kedua-duanya',
  'zoom-in': 'Zum masuk',
  'zoom-out': 'Zum keluar',
  'no-webgl': 'Peranti ini tidak dapat melukis peta. Bulatan menunjukkan jarak dan arah; utara di atas.',
  'protected-person': 'Orang yang dilindungi',
  wearer: 'Pemakai',
  you: 'Anda',
  about: 'kira-kira {distance}',
  'describe.case': '{label}, {level}.',
  'describe.none': 'Kedudukan pemakai tidak ditunjukkan.',
  'describe.unknown': 'Kedudukan pemakai tidak diketahui.',
  'describe.band': 'Pemakai berada antara {from} dan {to}.',
  'describe.band.side': 'Pemakai berada antara {from} dan {to}, {octant} orang yang dilindungi.',
  'describe.point': 'Kedudukan pemakai diukur {age}, dalam lingkungan {radius}.',
  'describe.point.distance': 'Pemakai kira-kira {distance} jauhnya, diukur {age}, dalam lingkungan {radius}.',
  'describe.course': 'Bergerak {octant}.',
  'describe.protected': 'Kedudukan orang yang dilindungi diukur {age}, dalam lingkungan {radius}.',
  'describe.protected.none': 'Kedudukan orang yang dilindungi tidak ditunjukkan.',
};
