/**
 * What is said outside of the app. Neutral: whoever reads over a shoulder or picks up the telephone learns nothing; never a name, a place, a
 * level or a word of the case. In the person's own language; not yet reviewed by native speakers but for English.
 */
export const NOTIFY_LANGUAGES = ['en', 'ko', 'ja', 'ms'] as const;
export type NotifyLanguage = (typeof NOTIFY_LANGUAGES)[number];

interface Texts {
  readonly title: string;
  readonly body: string;
  readonly exercise: string;
  readonly trial: string;
  readonly open: string;
  readonly call: string;
}

const TEXTS: Readonly<Record<NotifyLanguage, Texts>> = {
  en: {
    title: 'Memo',
    body: '1 new note',
    exercise: 'EXERCISE',
    trial: 'Test',
    open: 'Open the app.',
    call: 'Hello. This is your memo service. There is a new note for you. Please open the app. Press 1 when you have heard this.',
  },
  ko: {
    title: '메모',
    body: '새 메모 1개',
    exercise: '훈련',
    trial: '시험',
    open: '앱을 열어 주세요.',
    call: '안녕하세요. 메모 알림 전화입니다. 새 메모가 있습니다. 앱을 열어 주세요. 들으셨으면 1번을 눌러 주세요.',
  },
  ja: {
    title: 'メモ',
    body: '新しいメモ 1件',
    exercise: '訓練',
    trial: 'テスト',
    open: 'アプリを開いてください。',
    call: 'こんにちは。メモのお知らせです。新しいメモがあります。アプリを開いてください。お聞きになったら1を押してください。',
  },
  ms: {
    title: 'Memo',
    body: '1 nota baharu',
    exercise: 'LATIHAN',
    trial: 'Ujian',
    open: 'Buka aplikasi.',
    call: 'Helo. Ini perkhidmatan memo anda. Ada nota baharu untuk anda. Sila buka aplikasi. Tekan 1 setelah anda mendengarnya.',
  },
};

export function defaultNotification(language: NotifyLanguage): { title: string; body: string } {
  const { title, body } = TEXTS[language];
  return { title, body };
}

interface About {
  readonly language: NotifyLanguage;
  readonly exercise: boolean;
  readonly trial: boolean;
  /** The person's own words; null: the usual ones. */
  readonly notification: { readonly title: string; readonly body: string } | null;
}

function joined(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

export function notificationOf({ language, exercise, trial, notification }: About): { title: string; body: string } {
  const words = TEXTS[language];
  const { title, body } = notification ?? words;
  return {
    title: joined(exercise ? words.exercise : null, title),
    body: joined(trial ? words.trial : null, body),
  };
}

/** Says which app by the title that the person chose for it. */
export function phoneTextOf(channel: 'sms' | 'call', about: About): string {
  const { language, exercise, trial, notification } = about;
  const words = TEXTS[language];
  const before = [exercise ? `${words.exercise}.` : '', trial ? `${words.trial}.` : ''];
  const said = channel === 'call' ? [words.call] : [`${notification?.title ?? words.title}:`, words.open];
  return [...before, ...said].filter((part) => part !== '').join(' ');
}
