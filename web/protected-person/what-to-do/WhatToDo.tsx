import type { Picture } from '../../../src/disclosure/contract.ts';
import { EMERGENCY_NUMBER } from '../../ui/emergency.ts';
import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { Level } from '../../ui/parts/level.ts';
import styles from './WhatToDo.module.css';

/** What can be done at this level, under the warning's sentence. `picture` null: nothing of the pair may be shown. */
export function WhatToDo({ level }: WhatToDoProps) {
  const t = useMessages(appMessages);
  return (
    <p className={styles.do} id="warning-do">
      {t(`warning.do.${level}`, { number: EMERGENCY_NUMBER })}
    </p>
  );
}

export interface WhatToDoProps {
  readonly level: Level;
  readonly picture: Picture | null;
}
