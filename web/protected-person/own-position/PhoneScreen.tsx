import { Check, LoaderCircle } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import type { z } from 'zod';
import { PHONE_APPS, type PhoneApp, phoneSetUpSchema } from '../../../src/devices/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ownMessages } from '../../ui/messages/own/catalogue.ts';
import { callApi } from '../../ui/session.ts';
import { ageText } from '../../ui/words/age.ts';
import { OWN_LIMITS } from './limits.ts';
import styles from './OwnPosition.module.css';
import { useOwnPosition } from './use-own-position.ts';

const QrCode = lazy(async () => ({ default: (await import('./QrCode.tsx')).QrCode }));

type SetUp = z.infer<typeof phoneSetUpSchema>;
const PLATFORMS = ['android', 'iphone'] as const;
type Platform = (typeof PLATFORMS)[number];

/** As both app stores call them. */
const APP_NAMES: Readonly<Record<PhoneApp, string>> = { owntracks: 'OwnTracks', traccar: 'Traccar Client' };

/** Sets up an app that reports while the page is closed: which phone, which app, its code, and then its first report. */
export function PhoneScreen() {
  const t = useMessages(ownMessages);
  const { state, store } = useOwnPosition();
  const [platform, setPlatform] = useState<Platform>(() =>
    /iPhone|iPad/.test(navigator.userAgent) ? 'iphone' : 'android',
  );
  const [app, setApp] = useState<PhoneApp>('owntracks');
  const [made, setMade] = useState<SetUp | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  if (state.known?.sharing.kind !== 'shared' || !state.known.isProtected)
    return <p role="status">{t('phone.not-sharing')}</p>;
  const hasPhone = state.known.sources.some(({ kind }) => kind === 'app');
  const make = async () => {
    setBusy(true);
    const response = await callApi('/api/me/devices', { method: 'POST', body: JSON.stringify({ app }) });
    const answer = response?.ok === true ? phoneSetUpSchema.safeParse(await response.json().catch(() => null)) : null;
    setBusy(false);
    setFailed(answer?.success !== true);
    if (answer?.success !== true) return;
    setMade(answer.data);
    await store.refresh();
  };
  const name = APP_NAMES[app];
  return (
    <div className={styles.sections}>
      <p>{t('phone.intro')}</p>
      <Choice
        label={t('phone.kind')}
        value={platform}
        options={PLATFORMS.map((one) => [one, t(`phone.${one}`)] as const)}
        onChange={(chosen) => setPlatform(chosen)}
      />
      <Choice
        label={t('phone.app')}
        value={app}
        options={PHONE_APPS.map((one) => [one, APP_NAMES[one]] as const)}
        onChange={(chosen) => {
          setApp(chosen);
          setMade(null);
        }}
      />
      <ol className={styles.steps}>
        <li>
          <h2>{t('phone.step.get')}</h2>
          <p>{t(`phone.step.get.${platform}`, { app: name })}</p>
        </li>
        <li>
          <h2>{t('phone.step.code')}</h2>
          {made === null ? (
            <>
              {hasPhone && <p>{t('phone.replaces')}</p>}
              <Button className={cx(styles.strong)} isDisabled={isBusy} onPress={() => void make()}>
                {t('phone.make')}
              </Button>
            </>
          ) : (
            <Code made={made} name={name} />
          )}
          {hasFailed && (
            <p role="alert" className={styles.failed}>
              {t('phone.failed')}
            </p>
          )}
        </li>
        <li>
          <h2>{t('phone.step.allow')}</h2>
          <p>{t(`phone.allow.${platform}`)}</p>
          <p>{t(`phone.allow.${app}`)}</p>
          <p>{t('phone.seen')}</p>
        </li>
      </ol>
      {made !== null && <FirstReport deviceId={made.deviceId} />}
    </div>
  );
}

function Code({ made, name }: { made: SetUp; name: string }) {
  const t = useMessages(ownMessages);
  return (
    <div className={styles.stack}>
      <a className={styles.link} href={made.link} rel="noreferrer">
        {t('phone.link', { app: name })}
      </a>
      <p>{t(`phone.qr.more.${made.app}`)}</p>
      <Suspense fallback={<p role="status">…</p>}>
        <QrCode text={made.link} label={t('phone.qr', { app: name })} />
      </Suspense>
      <p>{t('phone.qr', { app: name })}</p>
      <p>{t('phone.once')}</p>
    </div>
  );
}

/** Waits for the phone itself: nothing else shows that it works. */
function FirstReport({ deviceId }: { deviceId: string }) {
  const t = useMessages(ownMessages);
  const common = useMessages(commonMessages);
  const nowMs = useServerNowMs();
  const { state, store } = useOwnPosition();
  useEffect(() => {
    const timer = window.setInterval(() => void store.refresh(), OWN_LIMITS.waitingMs);
    return () => window.clearInterval(timer);
  }, [store]);
  const source = state.known?.sources.find((one) => one.deviceId === deviceId);
  const atMs = source?.lastPositionMs ?? null;
  return (
    <section className={styles.waiting} data-on={atMs !== null} aria-live="polite">
      {atMs === null ? <LoaderCircle size={24} aria-hidden="true" /> : <Check size={24} aria-hidden="true" />}
      <div>
        <p>{atMs === null ? t('phone.waiting') : t('phone.reported', { age: ageText(common, nowMs - atMs) })}</p>
        {atMs !== null && <p>{t('phone.done')}</p>}
      </div>
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  onChange(value: Value): void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <RadioGroup className={cx(styles.radios)} value={value} onChange={(chosen) => onChange(chosen as Value)}>
      <Label>{label}</Label>
      <div>
        {options.map(([option, text]) => (
          <Radio key={option} value={option} className={cx(styles.radio)}>
            {text}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
