import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  title: '공개 기록',
  intro:
    '이 Magpie에서 누군가에게 보이거나 변경된 모든 것, 그리고 거부된 모든 것은 여기에 하나의 항목을 남깁니다. 항목을 바꾸거나 지우면 반드시 드러납니다.',
  'nothing.title': '여기 있는 것은 누구에 대해서도 알려 주지 않습니다',
  'nothing.words':
    '항목은 우연처럼 보이는 48바이트입니다. 이름도, 장소도, 무엇을 한 시각도 없습니다. 매번 같은 수의 항목이 발행되고 채워진 것과 빈 것을 구별할 수 없어, 얼마나 많은 일이 있는지조차 알 수 없습니다.',
  'state.title': '가장 새로운 체크포인트',
  origin: '기록의 이름',
  size: '항목 수',
  'size.words': '{size}개(빈 항목 포함)',
  root: '루트 해시',
  published: '발행 시각',
  cadence: '발행 주기',
  'cadence.words': '{seconds}초마다, 매번 {entries}개 항목',
  key: '기록의 키',
  checkpoint: '서명된 체크포인트',
  'checkpoint.link': '열기',
  'late.title': '한동안 발행되지 않았습니다',
  'late.words':
    '고장일 수 있습니다. 그동안의 일도 계속 기록되며 나중에 발행됩니다. 이 상태가 계속되면 이 Magpie를 운영하는 기관에 문의하십시오.',
  'none.title': '아직 발행된 것이 없습니다',
  'none.words': '첫 항목은 몇 분 안에 발행됩니다.',
  'witnesses.title': '증인',
  'witnesses.words':
    '다른 이들이 체크포인트의 사본을 보관하고, 보았다는 서명을 합니다. 기록이 잘리거나 사람마다 다르게 보여진다면 사본이 서로 맞지 않게 됩니다.',
  'witnesses.none': '이 기록에는 아직 지정된 증인이 없습니다.',
  'witness.signed': '{time}에 가장 새로운 체크포인트에 서명했습니다',
  'witness.waiting': '가장 새로운 체크포인트에 아직 서명하지 않았습니다',
  'how.title': '직접 확인하기',
  'how.words':
    'Magpie 사본만 있으면 계정도, 서버의 말도 필요 없습니다. 확인하는 프로그램은 기록을 쓰는 프로그램과 코드를 공유하지 않습니다.',
  'how.key':
    '키를 이 화면이 아닌 다른 곳, 예를 들어 증인에게서 받은 것과 비교하십시오. 기록을 바꿀 수 있는 사람은 이 화면도 바꿀 수 있습니다.',
  'how.since': '오늘의 체크포인트를 보관하십시오. 다음번에 그 사이 지워지거나 고쳐진 것이 없음을 증명해 줍니다:',
  'proof.title': '당사자라면',
  'proof.words':
    '당사자에 대한 항목이 여기 있다는 증명을 이 Magpie를 감독하는 기관에 요청할 수 있습니다. 증명은 항목의 내용을 당사자에게만 보여 주며, 다음과 같이 확인할 수 있습니다:',
  'what.loading': '체크포인트를 불러오는 중',
  'no-connection': '연결되지 않았습니다. 여기 보이는 것은 현재 상태가 아닙니다. 다시 시도하십시오.',
  failed: '지금은 기록을 읽을 수 없습니다. 1분 뒤에 다시 시도하십시오.',
  again: '다시 시도',
};
