import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'feedback.intro':
    '短い質問があります。答えるかどうかは自由で、保護には何の影響もありません。回答は名前なしで保管し、ほかの人の回答と一緒にだけ集計します。',
  'feedback.none': '今は質問がありません。',
  'feedback.failed': '今は質問を読み込めません。',
  'feedback.retry': 'もう一度試す',
  'feedback.thanks': 'ありがとうございます。回答を保存しました。',
  'feedback.declined': 'かまいません。この質問はもうしません。',
  'feedback.not-kept': '回答を保存できませんでした。二重に保存されることはないので、もう一度試せます。',
  'feedback.rather-not': '答えない',
  'feeling.question': '今月、どのくらい安全だと感じましたか。',
  'feeling.1': 'まったく安全ではなかった',
  'feeling.2': 'あまり安全ではなかった',
  'feeling.3': 'どちらともいえない',
  'feeling.4': 'かなり安全だった',
  'feeling.5': 'とても安全だった',
  'warning.question': '{date}に終わった警告がありました。間に合いましたか。',
  'warning.in-time': '間に合った',
  'warning.too-late': '遅すぎた',
  'warning.not-needed': '必要のない警告だった',
  'warning.not-noticed': '気づかなかった',
  'notice.question': '短い質問があります',
  'notice.question.open': '開く',
  'help.levels': '言葉の意味',
  'help.clear': '装着者が近づく様子はありません。ただし、約束ではありません。',
  'help.notice': '装着者が広い範囲の中にいます。まだすることはありません。',
  'help.warning': 'このままだと数分で出会うおそれがあります。',
  'help.danger': '装着者がとても近くにいるか、裁判所が定めた距離の中にいます。',
  'help.unknown': 'どちらかの機器が見えないか、その知らせを信じられません。推測せず、そう伝えます。',
  'help.see.title': '見えるものと見えないもの',
  'help.see':
    '見えるのは二つの機器が知らせた場所で、人そのものではありません。地下や高い建物の中、電池切れのときは知らせがありません。装着者がよこした別の人は見えません。',
  'help.age.title': 'どのくらい新しく、正確か',
  'help.age':
    '場所には時刻と円を添えて示します。その人は円の中心ではなく、円の中のどこかにいる見込みです。古いものは薄くなり、そう書かれます。',
  'help.why-less.title': '見えるものが少ないことがある理由',
  'help.why-less':
    'いつ、どこまで示してよいかは法律が定めています。遠ければ距離と方向、急なときは場所が見えます。危険がなければ警告がないことだけが見えます。',
  'help.wearer.title': '装着者があなたについて知ること',
  'help.wearer':
    '何も知りません。装着者に届くものが、あなたの居場所によって変わることはありません。装着者が知るのは命令に書かれた場所だけです。',
  'help.others.title': 'あなたの居場所を見る人',
  'help.others':
    'あなた自身です。監視センターは警告の間か、あなたが共有したときだけ見ます。見るたびに記録されます。同居の人は見られません。',
  'help.call.title': '電話するとき',
  'help.call':
    '不安を感じたら、警告があってもなくても電話してください。{number}に電話するのに、このアプリの警告は必要ありません。',
  'help.phone.title': '電話をなくした、取られたとき',
  'help.phone':
    '別の電話から監視センターに知らせてください。この電話をサインアウトさせ、新しいリンクを渡します。その間も装着者の機器と命令に書かれた場所の見守りは続きます。',

  'practice.intro':
    '架空の装着者で、警告がどう届くかを示します。誰にも何も送りません。2分ほどで、いつでもやめられます。',
  'practice.sos': '練習中もSOSは本物で、監視センターに届きます。',
  'practice.start': '始める',
  'practice.next': '次へ',
  'practice.stop': '練習をやめる',
  'practice.step': '{of}段階の{step}',
  'practice.real': '本物の警告が来たため、練習を終えました。',
  'practice.lost': '今は接続がありません。つながったら練習してください。',
  'practice.not-now': '警告がない間に練習できます。',
  'practice.calm': '静かな日の画面です。わかっていることを文で、その新しさを下に示します。',
  'practice.coming': '警告が来ました。確認したら閉じます。画面は事実を示し続けます。',
  'practice.holds': '確認したので静かになります。より急になったときだけ、また鳴ります。',
  'practice.danger': 'より急になりました。危険はこう鳴ります。静かなモードや静かな時間でも鳴ります。',
  'practice.away': '装着者が向きを変えました。本当のときだけこう言います。',
  'practice.blind': '機器の知らせが途絶えました。推測せず、いつからか、いつから近くにいるおそれがあるかを言います。',
  'practice.done': '以上です。いつでもまた練習できます。',
  'practice.again': 'もう一度練習する',
};
