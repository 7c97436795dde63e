import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'approach.notice.inside': '{ringM}以内にいる可能性が高く、離れていません。二人の距離は約{distanceM}。',
  'approach.notice.closing': '約{distanceM}から{closingMps}で近づいています。{etaS}で接近禁止距離に達します。',
  'approach.warning.inside': '{ringM}以内にいる可能性が高く、離れていません。二人の距離は約{distanceM}。',
  'approach.warning.closing':
    '約{distanceM}から{closingMps}で近づき、進路は{missM}以内を通ります。{etaS}で接近禁止距離に達します。',
  'approach.warning.trend': '{overS}で{closedM}近づき、現在約{distanceM}。{etaS}で接近禁止距離に達します。',
  'approach.danger.inside': '接近禁止距離{ringM}以内にいる可能性が高い状態です。二人の距離は約{distanceM}。',
  'approach.danger.near': '二人の距離は約{distanceM}で、離れていません。まもなく{ringM}以内に入る可能性があります。',
  'approach.danger.closing': '約{distanceM}から{closingMps}で近づいています。{etaS}で接近禁止距離に達します。',
  'approach.lowered': '段階を下げました。{heldS}の間、より高い段階の根拠がありません。二人の距離は約{distanceM}。',
  'approach.resumed': '再び確認できました。双方の確かな位置から、二人の距離は約{distanceM}。',
  'approach.resumed.far':
    'すぐに接触することはもうありません。最後の位置では二人の距離は約{distanceM}。一方はまだ途絶または不正確です。',
  'approach.unknown.wearer-never-reported': '装着者の機器から報告がありません。開始すべき時から{waitedS}。',
  'approach.unknown.wearer-silent':
    '装着者の機器からの報告が{silentS}途絶えています。最短{earliestContactS}で接触の可能性があります。',
  'approach.unknown.wearer-imprecise':
    '装着者の機器から正確な位置が{silentS}届いていません。最短{earliestContactS}で接触の可能性があります。',
  'approach.unknown.wearer-untrustworthy':
    '装着者の位置は信頼できません。最後の確かな位置は{silentS}前です。最短{earliestContactS}で接触の可能性があります。',
  'approach.unknown.protected-never-reported': '保護対象者の電話から報告がありません。開始すべき時から{waitedS}。',
  'approach.unknown.protected-silent':
    '保護対象者の電話からの報告が{silentS}途絶えています。最短{earliestContactS}で接触の可能性があります。',
  'approach.unknown.protected-imprecise':
    '保護対象者の電話から正確な位置が{silentS}届いていません。最短{earliestContactS}で接触の可能性があります。',
  'approach.unknown.protected-untrustworthy':
    '保護対象者の電話の位置は信頼できません。最後の確かな位置は{silentS}前です。最短{earliestContactS}で接触の可能性があります。',
  'approach.unknown.evaluation-failed': 'この組を評価できませんでした。何も言えません。すぐに確認してください。',
  'zone.exclusion.inside': '禁止区域内にいる可能性が高く、境界から約{depthM}。',
  'zone.exclusion.near': '禁止区域から約{distanceM}、{ringM}以内で、離れていません。',
  'zone.exclusion.closing': '禁止区域から約{distanceM}、{closingMps}で近づいています。{etaS}で到達します。',
  'zone.inclusion.outside': '離れてはならない区域の外にいる可能性が高く、境界から約{distanceM}。',
  'zone.inclusion.near': '離れてはならない区域の境界の内側約{distanceM}で、内側へ動いていません。',
  'zone.inclusion.closing':
    '離れてはならない区域の境界の内側約{distanceM}、{closingMps}で境界へ向かっています。{etaS}で到達します。',
  'zone.lowered': '段階を下げました。{heldS}の間、より高い段階の根拠がありません。区域の境界まで約{distanceM}。',
  'zone.resumed': '再び確認できました。確かな位置から、区域の境界まで約{distanceM}。',
  'zone.resumed.far':
    'すぐに境界に達することはもうありません。最後の位置では境界まで約{distanceM}。装着者はまだ途絶または不正確です。',
  'zone.unknown.wearer-never-reported': '装着者の機器から報告がありません。開始すべき時から{waitedS}。',
  'zone.unknown.wearer-silent':
    '装着者の機器からの報告が{silentS}途絶えています。最短{earliestContactS}で区域の境界を越える可能性があります。',
  'zone.unknown.wearer-imprecise':
    '装着者の機器から正確な位置が{silentS}届いていません。最短{earliestContactS}で区域の境界を越える可能性があります。',
  'zone.unknown.wearer-untrustworthy':
    '装着者の位置は信頼できません。最後の確かな位置は{silentS}前です。最短{earliestContactS}で区域の境界を越える可能性があります。',
  'zone.unknown.evaluation-failed': 'この区域を評価できませんでした。何も言えません。すぐに確認してください。',
  'ring.entered': '{ringM}の圏内に入りました。二人の距離は約{distanceM}。',
  'ring.left': '{ringM}の圏外に出ました。二人の距離は約{distanceM}。',
  'device.sos': 'SOSボタンが押されました。ここに届く{ageS}前です。',
  'device.strap-open': 'ストラップが開けられました。機器の位置はもう本人の位置ではありません。',
  'device.strap-closed': 'ストラップが再び閉じられました。',
  'device.tamper': '機器が破損・改変を報告しました。',
  'device.low-battery': '機器が電池残量の低下を報告しました。',
  'device.power-off': '機器の電源が切られました。',
  'device.fall': '機器が転倒を報告しました。',
  'device.power-cut': '機器の外部電源が切れました。',
  'device.separation': '装着部ともう一方の機器が離れました。',
  'device.shielding': '機器が遮蔽を報告しました。',
  'device.jamming': '機器が電波妨害を報告しました。',
  'device.connection-lost': '機器との接続が終了の合図なく切れました。',
  'device.identity-conflict':
    '二つの接続が同時にこの機器の名前で報告しました。一つだけになるまで位置は信頼できません。',
  'pattern.probing':
    '装着者が{overS}の間に{ringM}の線を{crossings}回内側へ越えました。境界を試している可能性があります。',
  'pattern.spoofing-suspected.mock': '電話は位置が別のアプリで作られたと報告しました。信用しません。',
  'pattern.spoofing-suspected.impossible-speed':
    '{speedMps}を要する位置が{reports}回届きました。他と一致するまで信用しません。',
  'pattern.spoofing-suspected.frozen-position': 'まったく同じ位置が{overS}の間に{reports}回届きました。',
  'reporting.faster': '機器に{intervalS}ごとの報告を求めています。',
  'reporting.released': '機器に、命令で定めた間隔での報告に戻すよう求めています。',
  'reporting.released.battery': '電池残量が少ないため、機器に命令で定めた間隔での報告を求めています。',
  'pattern.clock-error': '機器の時計が{aheadS}進んでいます。代わりに到着時刻を使います。',
  'health.no-contact': '機器から{silentS}何も受信していません。',
  'health.no-position': '機器と通信はありますが、{silentS}位置がありません。',
  'health.battery-forecast': '電池は{batteryPct}%で、{emptyAtMs}に切れる見込みです。',
  'health.removal-overrun': '承認された取り外しは{overS}前に終わりましたが、再装着の報告がありません。',
  'health.not-fitted': '命令は{waitedS}効力がありますが、機器を持つ人がいません。',
  'account.foreign-sign-in':
    'この人として端末がサインインしたか、この人のサインインが端末の鍵なしで使われ、本人は自分ではないと言っています。その端末はサインアウトされました。本人の端末だった場合は新しいリンクが必要です。',
  'health.returned': '原因は終わりました。終結は担当者が行います。',
  'suppressed.custody': '装着者は拘束中です（終了するまで）。',
  'suppressed.custody.until': '装着者は{untilAtMs}まで拘束中です。',
  'suppressed.removal': '機器の取り外しが承認されています。',
  'suppressed.removal.until': '機器の取り外しが{untilAtMs}まで承認されています。',
  'suppressed.not-sharing': '保護対象者が再び入れるまで、位置を共有していません。',
  'suppressed.not-sharing.until': '保護対象者が{untilAtMs}まで位置を共有していません。',
  unsuppressed: '期間が終わり、再び警報として数えます。',
  'order-ended': '命令の効力は終わりました。これ以上評価も表示もしません。',
  'order-ended.expired':
    '命令は{endedAtMs}に終わりました: 期間満了。これ以上評価も表示もしません。別の命令に必要でなければ機器を回収してください。',
  'order-ended.cancelled':
    '命令は{endedAtMs}に終わりました: 取消し。これ以上評価も表示もしません。別の命令に必要でなければ機器を回収してください。',
  'order-ended.non-indictment':
    '命令は{endedAtMs}に終わりました: 不起訴処分。これ以上評価も表示もしません。別の命令に必要でなければ機器を回収してください。',
  'order-ended.acquitted':
    '命令は{endedAtMs}に終わりました: 無罪確定。これ以上評価も表示もしません。別の命令に必要でなければ機器を回収してください。',
  'order-ended.dismissed':
    '命令は{endedAtMs}に終わりました: 公訴棄却。これ以上評価も表示もしません。別の命令に必要でなければ機器を回収してください。',
  'order-ended.withdrawn':
    '命令は{endedAtMs}に終わりました: 撤回。これ以上評価も表示もしません。別の命令に必要でなければ機器を回収してください。',
  'order-ended.replaced':
    '命令は{endedAtMs}に終わりました: 別の命令に変更。これ以上評価も表示もしません。別の命令に必要でなければ機器を回収してください。',
  restarted: 'Magpieが再起動し、現在はこのレベルです。',
  'wearer-linked': '装着者が別の記録と結び付けられました。そこで装着されている機器により、現在はこのレベルです。',
};
