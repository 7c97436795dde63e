import type { CommandJson } from '../../../src/devices/commands/contract.ts';
import { cx } from '../../ui/cx.ts';
import shared from '../Detail.module.css';
import parts from '../parts.module.css';
import css from './DeviceDetail.module.css';
import type { DeviceWords } from './use-device-words.ts';
import { useCommands } from './use-devices.ts';

interface CommandsProps {
  readonly words: DeviceWords;
  readonly deviceId: string;
}

const SHOWN = 6;

/** What the device was asked, newest first, and what is known to have come of it: heard is not done. */
export function Commands({ words, deviceId }: CommandsProps) {
  const { t } = words;
  const asked = useCommands(deviceId);
  const shown = asked.data?.commands.slice(0, SHOWN) ?? [];
  return (
    <section className={shared.block} aria-label={t('detail.commands')}>
      <h3>{t('detail.commands')}</h3>
      {asked.error === null ? null : (
        <p className={cx(parts.error, shared.error)} role="alert">
          <b>{t('detail.commands.failed')}.</b> {words.error(asked.error)}
        </p>
      )}
      {asked.data === undefined ? (
        asked.error === null && <p className={shared.note}>{t('list.loading')}</p>
      ) : shown.length === 0 ? (
        <p className={shared.note}>{t('detail.commands.none')}</p>
      ) : (
        <ol className={css.history}>
          {shown.map((command) => (
            <Line key={command.commandId} words={words} command={command} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ words: { t, coded, moment }, command }: { words: DeviceWords; command: CommandJson }) {
  const { kind, intervalS, why, reason, state, failure } = command;
  const what =
    kind === 'set-interval' ? t('command.set-interval', { intervalS: intervalS ?? 0 }) : t(`command.${kind}`);
  const outcome = t(`command.is.${state === 'failed' ? (failure ?? 'refused') : state}`);
  const because = [t(`command.by.${why}`), reason === null ? '' : coded('reason', reason)];
  return (
    <li>
      <time>{moment(Date.parse(command.createdAt))}</time>
      <span>
        <b>
          {what}: {outcome}
        </b>
        <small>{because.filter(Boolean).join(' · ')}</small>
      </span>
    </li>
  );
}
