/** The icons of the app's looks: plain shapes of our own, 512 x 512, that fill a maskable icon's safe zone. */
import type { Disguise } from '../../web/protected-person/disguise/disguises.ts';

interface Drawing {
  readonly ground: string;
  readonly shapes: string;
}

const LINE = 'fill="none" stroke-width="18" stroke-linecap="round" stroke-linejoin="round"';

const DRAWINGS: Readonly<Record<Disguise, Drawing>> = {
  memo: {
    ground: '#e9e4d6',
    shapes: `<rect x="136" y="112" width="240" height="288" rx="20" fill="#fffdf7"/><path d="M176 184h160M176 240h160M176 296h96" stroke="#8c8674" ${LINE}/>`,
  },
  list: {
    ground: '#d8e5d5',
    shapes: `<rect x="128" y="104" width="256" height="304" rx="22" fill="#fcfffb"/><path d="M164 184l16 16 28-32M164 264l16 16 28-32" stroke="#4f7a55" ${LINE}/><rect x="162" y="330" width="44" height="36" rx="8" stroke="#8fa792" ${LINE}/><path d="M244 186h100M244 266h100M244 348h72" stroke="#8fa792" ${LINE}/>`,
  },
  study: {
    ground: '#d7e1ec',
    shapes: `<path d="M256 168c-36-28-84-34-132-28v216c48-6 96 0 132 28 36-28 84-34 132-28V140c-48-6-96 0-132 28z" fill="#fbfdff"/><path d="M256 168v216" stroke="#5b7694" ${LINE}/><path d="M164 204c20-1 38 2 54 8M164 264c20-1 38 2 54 8M348 204c-20-1-38 2-54 8M348 264c-20-1-38 2-54 8" stroke="#9db1c6" ${LINE}/>`,
  },
  recipes: {
    ground: '#eeddcf',
    shapes: `<path d="M140 236h232v92c0 36-28 64-64 64H204c-36 0-64-28-64-64z" fill="#fffaf5"/><path d="M124 236h264M116 276h24M372 276h24" stroke="#9a6a45" ${LINE}/><path d="M208 188c-16-20 16-32 0-60M256 188c-16-20 16-32 0-60M304 188c-16-20 16-32 0-60" stroke="#c79b78" ${LINE}/>`,
  },
};

/** SVG text. `title`: what a screen reader says of the file by itself. */
export function drawIcon(disguise: Disguise, title: string): string {
  const { ground, shapes } = DRAWINGS[disguise];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><title>${title}</title><rect width="512" height="512" fill="${ground}"/>${shapes}</svg>\n`;
}
