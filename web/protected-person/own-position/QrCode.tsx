import qrcode from 'qrcode-generator';
import { useMemo } from 'react';
import styles from './OwnPosition.module.css';

/** Light squares around the code, which scanners need. */
const QUIET = 4;

/** A QR code as one path; the library is loaded with this part only. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, side } = useMemo(() => draw(text), [text]);
  return (
    <svg
      className={styles.qr}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

function draw(text: string): { readonly path: string; readonly side: number } {
  // 0: as large as it must be; M: a seventh of it may be hidden by a finger or a reflection.
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  const squares: string[] = [];
  for (let row = 0; row < modules; row += 1) {
    for (let column = 0; column < modules; column += 1) {
      if (code.isDark(row, column)) squares.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    }
  }
  return { path: squares.join(''), side: modules + 2 * QUIET };
}
