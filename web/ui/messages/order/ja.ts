import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  loading: '読み込み中',
  failed: '命令を読めませんでした。もう一度試してください。',
  again: '再試行',
  none: '効力のある命令がありません',
  'none.line': 'Magpieは見守っていません。危険なときは{number}に電話してください。',

  number: '命令{number}',
  measure: '{name}（{article}）',
  'in-force': '{date}の終わりまで効力があります',
  'in-force.time': '{date} {time}まで効力があります',
  since: '{date}から',
  days: '{count, plural, =0 {今日が最後の日です。} other {今日のあと#日残っています。}}',
  zone: '日は{zone}の時刻で数えます。',
  begins: '{date}に始まります',
  'ended.expired': '{date}に終わりました',
  'ended.cancelled': '{date}に取り消されました',
  'ended.non-indictment': '{date}に終わりました: 起訴しないことが決まりました',
  'ended.acquitted': '{date}に無罪の確定で終わりました',
  'ended.dismissed': '{date}に終わりました: 公訴が棄却されました',
  'ended.withdrawn': '{date}に撤回されました',
  'ended.replaced': '{date}に別の命令に替わりました',

  'kept.title': '保管されるもの',
  'kept.until':
    'この命令のあいだに記録された装着者とあなたの位置は、{date}の終わりまで保管でき、その後は法律により破棄しなければなりません。アプリでは誰にも表示されません。',
  'kept.at-once':
    'この命令のあいだに記録された装着者とあなたの位置は、もう保管できません。法律により直ちに破棄しなければなりません。',
  'kept.unknown': '記録がいつまで保管されるかは、まだ分かりません。',
  'kept.other': '別の命令によっても保管される記録は、その命令も終わるまで残ります。',

  'holds.title': '今の内容',
  'holds.restraint': '装着者は、あなたから{distance}より近づくことができません。',
  'holds.device': '装着者は、位置を報告する装置を着けています。',
  'holds.warn': '装着者が約{distance}以内に来ると警告します。速く近づくときは、より早く警告します。',
  'holds.notice': '約{distance}以内では、より細かく見ます。',
  'holds.police': '{distance}以内に来ると警察に知らせます。',
  'holds.places': '装着者が近づいてはならない場所が{count, plural, other {#か所}}書かれています。',
  'holds.places.none': '場所は書かれていません。自宅や職場を加えるよう求めることができます。',

  'ask.title': '求めることができるもの',
  'ask.extension':
    '期間の延長: {count, plural, =0 {この措置は延長されません} other {最大#回、1回{months}か月}}（{article}）。',
  'ask.extension.open': '期間の延長: 更新のたびに{months}か月（{article}）。',
  'ask.extension.none': 'この措置は延長されません。',
  'ask.of.prosecutor':
    '検察官が裁判所に求めます。検察官か警察に、そうするよう頼むことができます。最後の日より前に頼んでください。',
  'ask.of.public-safety-commission':
    '公安委員会が更新します。警察に頼むことができます。最後の日より前に頼んでください。',
  'ask.of.court': '本人が求めれば、裁判所が延長します。最後の日より前に求めてください。',
  'ask.change': '引っ越しや転職のときは、場所と距離の変更を求めてください。引っ越す前に担当の窓口に知らせてください。',
  'ask.seen': 'あなたについて保存されているものを見て、誤りを直すよう求めることができます。',
  'ask.whom': '尋ねる先: {agency}。',

  'end.title': '終わるとき',
  'end.line':
    'その時にすべてが止まります。装着者の見守りも表示も終わり、あなたの位置も保存されません。ここのSOSも止まります。{number}に電話してください。',

  'expiry.two-weeks': '命令は{count}日後の{date}に終わります。まだ必要なら、今、延長を求めてください。',
  'expiry.week': '命令は{count}日後の{date}に終わります。まだなら、今、延長を求めてください。',
  'expiry.tomorrow': '命令は明日終わります。その後Magpieは見守りません。今日、担当の窓口に尋ねてください。',
  'expiry.today': '今日が命令の最後の日です。その後Magpieは見守りません。今、担当の窓口に尋ねてください。',
  'expiry.steps': '次にすること',
  'expiry.step.ask': '延長が求められたかどうか、担当の窓口、警察、検察官に尋ねてください。',
  'expiry.step.say': '命令が始まってから起きたこと、心配なことを話してください。',
  'expiry.step.plan': '終わった後の日々を、担当の窓口と一緒に考えてください。',

  'undertaking.title': '見たものは自分だけに',
  'undertaking.line':
    '装着者の居場所は、あなたの安全のためだけに示されます。人に伝えたり、公開したり、ほかのことに使ったりしないでください。',
  'undertaking.penalty':
    '漏らしたり不当に使ったりすると、法律により{years}年以下の懲役または{fine}以下の罰金に処されることがあります（{article}）。',
  'undertaking.may': '警察、担当の窓口、危険なときに助けてくれる人には、いつでも話してかまいません。',
  'undertaking.anyway':
    '同意するまでは、相手までの距離と方向だけが示され、位置は示されません。警告はどちらの場合も届きます。',
  'undertaking.accept': '読みました。守ります',
  'undertaking.accepted': '{date}に読みました。',
  'undertaking.due': '示されるものについての決まりを読んでください。',

  'undertaking.until': '{date}まで有効です。その後、もう一度おたずねします。',
  'undertaking.again':
    '以前の約束は{date}まで有効です。法律か命令が変わったか、期限が近いので、もう一度お読みください。',
  'undertaking.withheld': '決まりを読むまで、相手の位置は示されません。',
  'sight.title': '相手の位置を見ること',
  'sight.line': '相手の位置を画面に出さないようにできます。理由は聞きません。',
  'sight.kept':
    '警告はすべて届き、距離と方向も知らせます。監視センターと警察に見えるものは変わりません。ただし、どこから来るかは地図で見られなくなります。',
  'sight.hide': '相手の位置を表示しない',
  'sight.hidden': '{date}から相手の位置を表示していません。警告は続きます。',
  'sight.show': '法律が認めるときに再び表示する',
  'sight.failed': 'Magpieに届きませんでした。前のままです。',
  'mark.title': '地図の上の小さな印',
  'mark.line':
    '位置が示されるところには、短い符号と時刻が重なっています。監督機関は、だれの画面だったかをこれで知ることができます。名前は入っていません。',
  'mark.limits': '漏らしにくくするだけです。写真を撮ること、印を切り取ること、話すことは止められません。',
};
