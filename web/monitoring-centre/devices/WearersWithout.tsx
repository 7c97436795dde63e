import { useState } from 'react';
import type { DeskJson } from '../../../src/devices/contract.ts';
import { cx } from '../../ui/cx.ts';
import panes from '../Panes.module.css';
import parts from '../parts.module.css';
import { ActForm } from './ActForm.tsx';
import { custodyOffer } from './acts-of.ts';
import css from './DevicesView.module.css';
import type { DeviceWords } from './use-device-words.ts';
import { useDeviceAct } from './use-devices.ts';

/** Wearers under an order in force who have nothing on them: who is missing from the list above must not be missing from sight. */
export function WearersWithout({
  words,
  desk,
  offline,
}: {
  words: DeviceWords;
  desk: DeskJson | null;
  offline: boolean;
}) {
  const { t } = words;
  const act = useDeviceAct();
  const [chosen, setChosen] = useState<string | null>(null);
  const bare = desk?.wearers.filter((wearer) => !wearer.hasDevice && wearer.labels.length > 0) ?? [];
  if (bare.length === 0) return null;
  return (
    <section className={cx(panes.card, parts.smalls, css.without)}>
      <h3>{t('wearers.title')}</h3>
      <ul>
        {bare.map(({ personId, labels, custody }) => (
          <li key={personId}>
            <b>{words.cases(labels)}</b>
            {custody === null ? null : (
              <span>
                {custody.untilMs === null ? t('custody') : t('custody.until', { time: words.moment(custody.untilMs) })}
              </span>
            )}
            <button
              type="button"
              aria-disabled={offline}
              onClick={() => {
                if (offline) return;
                if (custody === null) setChosen(personId);
                else act.mutate({ path: `/api/desk/custodies/${custody.custodyId}/end`, body: {} });
              }}
            >
              {t(custody === null ? 'act.custody' : 'act.end-custody')}
            </button>
            {chosen === personId && custody === null ? (
              <ActForm
                words={words}
                made={custodyOffer(personId)}
                desk={desk}
                deviceId={null}
                isSending={act.isPending}
                failed={act.error}
                onSubmit={(body) =>
                  act.mutate({ path: '/api/desk/custodies', body }, { onSuccess: () => setChosen(null) })
                }
                onCancel={() => setChosen(null)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
