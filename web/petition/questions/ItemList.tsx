import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import styles from '../petition.module.css';
import type { T } from '../words.ts';

interface Item {
  readonly id: string;
}

interface ItemListProps<One extends Item> {
  readonly t: T;
  readonly items: readonly One[];
  readonly add: { readonly label: string; readonly max: number; readonly full: string };
  /** First line and the words under it. */
  readonly drawn: (item: One) => { readonly title: string; readonly text: string };
  onAdd(): void;
  onEdit(id: string): void;
  onChange(items: readonly One[]): void;
}

/** What was added so far: each can be changed, removed, and put back. */
export function ItemList<One extends Item>({ t, items, add, drawn, onAdd, onEdit, onChange }: ItemListProps<One>) {
  const [removed, setRemoved] = useState<{ readonly item: One; readonly at: number } | null>(null);
  useEffect(() => {
    if (removed !== null) document.getElementById('undo')?.focus();
  }, [removed]);
  const remove = (item: One, at: number) => {
    setRemoved({ item, at });
    onChange(items.filter((one) => one !== item));
  };
  const undo = () => {
    if (removed === null) return;
    onChange([...items.slice(0, removed.at), removed.item, ...items.slice(removed.at)]);
    setRemoved(null);
  };
  return (
    <div className={styles.part}>
      <ol className={styles.list}>
        {items.map((item, at) => {
          const { title, text } = drawn(item);
          return (
            <li key={item.id} className={styles.card}>
              <p>
                <strong>{title}</strong>
              </p>
              {text !== '' && <p className={styles.clip}>{text}</p>}
              <div className={styles.row}>
                <Button
                  id={`item-${item.id}`}
                  className={cx(styles.plain)}
                  aria-label={t('item.edit.what', { what: title })}
                  onPress={() => onEdit(item.id)}
                >
                  {t('item.edit')}
                </Button>
                <Button
                  className={cx(styles.plain)}
                  aria-label={t('item.remove.what', { what: title })}
                  onPress={() => remove(item, at)}
                >
                  {t('item.remove')}
                </Button>
              </div>
            </li>
          );
        })}
      </ol>
      <div role="status" className={styles.row}>
        {removed !== null && (
          <>
            <span>{t('item.removed')}</span>
            <Button id="undo" className={cx(styles.plain)} onPress={undo}>
              {t('item.undo')}
            </Button>
          </>
        )}
      </div>
      {items.length < add.max ? (
        <Button id="add" className={cx(styles.button)} onPress={onAdd}>
          {add.label}
        </Button>
      ) : (
        <p className={styles.hint}>{add.full}</p>
      )}
    </div>
  );
}
