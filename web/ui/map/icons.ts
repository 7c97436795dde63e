/** Icons of the base map, drawn here: no sprite server. */
import type { Map as BaseMap } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';

const SIZE_PX = 16;
const RATIO = 2;

type Pen = CanvasRenderingContext2D;

const SHAPES: Readonly<Record<string, (pen: Pen) => void>> = {
  'police-icon': (pen) => {
    pen.moveTo(8, 1.5);
    pen.lineTo(14, 3.5);
    pen.lineTo(14, 8);
    pen.quadraticCurveTo(14, 12.5, 8, 14.8);
    pen.quadraticCurveTo(2, 12.5, 2, 8);
    pen.lineTo(2, 3.5);
    pen.closePath();
  },
  'station-icon': (pen) => {
    pen.roundRect(3, 2, 10, 12, 3);
  },
  'school-icon': (pen) => {
    pen.moveTo(8, 3);
    pen.lineTo(15, 6.5);
    pen.lineTo(8, 10);
    pen.lineTo(1, 6.5);
    pen.closePath();
    pen.moveTo(4, 9);
    pen.lineTo(4, 12);
    pen.quadraticCurveTo(8, 14.4, 12, 12);
    pen.lineTo(12, 9);
    pen.lineTo(8, 11.2);
    pen.closePath();
  },
};

/** Puts the icons in the palette's colours onto the map; call again after the style changed. */
export function addIcons(map: BaseMap, palette: MapPalette): void {
  for (const [name, shape] of Object.entries(SHAPES)) {
    const canvas = document.createElement('canvas');
    canvas.width = SIZE_PX * RATIO;
    canvas.height = SIZE_PX * RATIO;
    const pen = canvas.getContext('2d');
    if (pen === null) return;
    pen.scale(RATIO, RATIO);
    pen.beginPath();
    shape(pen);
    pen.lineJoin = 'round';
    pen.lineWidth = 3;
    pen.strokeStyle = palette.land;
    pen.stroke();
    pen.fillStyle = palette.icon;
    pen.fill();
    if (name === 'station-icon') {
      pen.fillStyle = palette.land;
      pen.fillRect(5, 4.5, 6, 4);
      pen.fillRect(5, 10.5, 2, 1.5);
      pen.fillRect(9, 10.5, 2, 1.5);
    }
    const image = pen.getImageData(0, 0, canvas.width, canvas.height);
    if (map.hasImage(name)) map.removeImage(name);
    map.addImage(name, image, { pixelRatio: RATIO });
  }
}
