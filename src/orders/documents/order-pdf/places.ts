/** The prohibited places: each in words, then all on one map that is true to scale. */
import type { OrderPdfContent, OrderPlace } from './content.ts';
import { distanceText } from './distance.ts';
import { drawMap, MAP_HEIGHT } from './map.ts';
import { BODY, setNumbered } from './parts.ts';
import { FAINT, MARGIN, type Sheet } from './sheet.ts';

/** Of the map, with the spaces around it. */
const CAPTION = 26;

export function setPlaces(sheet: Sheet, content: OrderPdfContent): void {
  const { texts } = sheet;
  const { places } = content;
  if (places.length === 0) return;
  sheet.need(60);
  sheet.gap(6);
  sheet.paragraph(sheet.root, 'P', texts.placesIntro, BODY);
  sheet.gap(2);
  setNumbered(
    sheet,
    places.map((place) => inWords(sheet, content, place)),
    10,
  );
  sheet.need(MAP_HEIGHT.least + CAPTION);
  sheet.gap(4);
  const height = Math.min(MAP_HEIGHT.most, sheet.bottom - sheet.y - CAPTION);
  const top = sheet.y;
  const alt = texts.mapAlt(places.length);
  sheet.tagged(sheet.root, 'Figure', () => drawMap(sheet, content, top, height), {
    alt,
    bbox: [MARGIN, top, MARGIN + sheet.width, top + height],
  } as object);
  sheet.y = top + height + 4;
  sheet.paragraph(
    sheet.root,
    'P',
    `${texts.map}. ${places.some(({ address }) => address !== null) ? texts.mapNote : texts.mapNoteNames}`,
    { size: 9, color: FAINT },
  );
}

function inWords(sheet: Sheet, content: OrderPdfContent, { name, address, shape, when }: OrderPlace): string {
  const { texts } = sheet;
  const extent = shape.kind === 'circle' ? texts.circle(distanceText(shape.radiusM, content.language)) : texts.area;
  return `${address === null ? name : `${name} - ${address}`} (${extent}; ${when ?? texts.always})`;
}
