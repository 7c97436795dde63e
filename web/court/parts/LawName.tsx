import type { LawName as Name } from '../words.ts';
import css from './LawName.module.css';

/** In the law's own words; in English beside them for who reads another language. */
export function LawName({ name, isBlock = false }: { name: Name; isBlock?: boolean }) {
  return (
    <span className={isBlock ? css.block : undefined}>
      <span lang={name.lang}>{name.name}</span>
      {name.en === null ? null : (
        <>
          {' '}
          <span className={css.other} lang="en">
            {name.en}
          </span>
        </>
      )}
    </span>
  );
}
