import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  failed: 'うまくいきませんでした。もう一度試してください。',
  'household.why': '一緒に住み、命令に名前のある人です。参加するかどうかは、それぞれが自分で決めます。',
  'household.none': '登録された同居の人はいません。監視センターが追加できます。',
  'household.consent': '参加する人は、警告と、法律が許す範囲の装着者の情報を見ます。あなたの居場所は見えません。',
  'household.child': '子ども',
  'household.guardian': '保護者として同意します',
  'household.end': '参加を終える',
  'household.invite-again': 'もう一度招く',
  'state.invited': '招待済み、まだ返事なし',
  'state.consented': '参加しています',
  'state.withdrawn': '参加していません',
  'state.ended': 'あなたが終わらせました',

  'consent.title': '参加しますか',
  'consent.withdrawn': '参加していません',
  'consent.see': '見えるもの',
  'consent.see.line': '装着者が近づくおそれのあるときの警告と、法律が許す範囲の装着者の居場所です。',
  'consent.not-see': '見えないもの',
  'consent.not-see.line': '保護される人の居場所は見えません。あなたの端末の中身は誰にも見えません。',
  'consent.free': 'あなたが決めます',
  'consent.free.line':
    'いつでも、理由なしでやめられます。自分の位置の共有は別にたずねます。ここで見たことは人に伝えないでください。',
  'consent.yes': '参加します',
  'consent.no': '参加しません',
  'consent.ended': '保護される人がこれを終わらせました。ここにはもう何も表示されません。',
  'consent.minor': '子どもについては保護者が同意します。一緒に住む保護される人に話してください。',
  'part.line':
    '参加しています。警告がこの端末に届きます。やめると、ここには何も表示されず、保護される人にはやめたことが分かります。',
  'part.withdraw': '参加をやめる',

  'supporters.why': '支援者や信頼できる人が、あなたの居場所を見ずに、設定を手伝えます。',
  'supporters.see': 'その人に見えるもの',
  'supporters.see.line': '終わった手順、端末が報告しているか、メッセージが届くか、命令の期間です。',
  'supporters.see-not': '見えないもの: 誰がどこにいるか、近さ、警告、SOS、あなたのすること。',
  'supporters.none': '今、ここで手伝っている人はいません。',
  'supporters.until': '{day}まで',
  'supporters.age': '端末の最後の報告からの時間を見てもよい',
  'supporters.prolong': 'あと30日',
  'supporters.end': 'すぐに終わらせる',
  'supporters.new': '手伝ってもらう',
  'supporters.new.line': '番号を作って読み上げてください。15分以内に一度だけ使えます。',
  'supporters.make-code': '番号を作る',
  'supporters.read-out': 'これを読み上げてください。{time}まで、一度だけ使えます。',
};
