import type { Level } from './level.ts';

/**
 * The shape that stands for a level wherever colour may fail: ring, diamond, triangle, octagon, and a hatched square with a
 * question mark. Drawn in the current text colour; decoration only, since the word stands beside it.
 */
export function LevelShape({ level, sizePx = 20 }: { level: Level; sizePx?: number }) {
  return (
    <svg width={sizePx} height={sizePx} viewBox="0 0 24 24" aria-hidden="true" focusable="false" fill="currentColor">
      <Outline level={level} />
    </svg>
  );
}

function Outline({ level }: { level: Level }) {
  switch (level) {
    case 'clear':
      return <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" strokeWidth="3" />;
    case 'notice':
      return <path d="M12 1.5 22.5 12 12 22.5 1.5 12Z" />;
    case 'warning':
      return (
        <path
          fillRule="evenodd"
          d="M12 1.8a1.6 1.6 0 0 1 1.4.8l9.2 16.6a1.6 1.6 0 0 1-1.4 2.4H2.8a1.6 1.6 0 0 1-1.4-2.4l9.2-16.6a1.6 1.6 0 0 1 1.4-.8ZM10.8 8v7h2.4V8Zm0 8.8v2.4h2.4v-2.4Z"
        />
      );
    case 'danger':
      return (
        <path
          fillRule="evenodd"
          d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4ZM10.6 5.5v8.2h2.8V5.5Zm0 10.3v2.8h2.8v-2.8Z"
        />
      );
    case 'unknown':
      return (
        <>
          <path fill="none" stroke="currentColor" strokeWidth="2.4" strokeDasharray="3.6 2.4" d="M2 2h20v20H2Z" />
          <path d="M8 9.2C8 6.800 9.800 5.200 12.100 5.200s4 1.500 4 3.700c0 1.500-.700 2.400-2 3.300-1 .7-1.200 1.100-1.200 2.200h-2.300c0-1.900.4-2.700 1.700-3.700 1-.7 1.400-1.100 1.400-1.800 0-.9-.7-1.500-1.700-1.500s-1.700.7-1.700 1.800Zm2.500 7h2.500v2.500h-2.500Z" />
        </>
      );
  }
}
