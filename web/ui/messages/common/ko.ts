import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'level.clear': '이상 없음',
  'level.notice': '주의',
  'level.warning': '경고',
  'level.danger': '위험',
  'level.unknown': '알 수 없음',

  exercise: '훈련',
  'exercise.long': '훈련 – 실제 인물이 아닙니다',

  'too-many': '이 페이지가 한꺼번에 너무 많이 요청했습니다. 1분 뒤에 다시 시도하세요.',

  'age.now': '방금',
  'age.seconds': '{count}초 전',
  'age.minutes': '{count}분 전',
  'age.hours': '{count}시간 전',
  'age.days': '{count}일 전',
  'age.never': '없음',
  'span.seconds': '{count}초',
  'span.minutes': '{count}분',
  'span.hours': '{count}시간',

  'distance.under': '{metres}m 이내',
  'distance.metres': '{metres}m',
  'distance.kilometres': '{kilometres}km',

  'octant.N': '북쪽',
  'octant.NE': '북동쪽',
  'octant.E': '동쪽',
  'octant.SE': '남동쪽',
  'octant.S': '남쪽',
  'octant.SW': '남서쪽',
  'octant.W': '서쪽',
  'octant.NW': '북서쪽',

  'trend.approaching': '가까워지는 중',
  'trend.receding': '멀어지는 중',
  'trend.steady': '거리 변화 거의 없음',
  'trend.unclear': '방향 불분명',

  'language.label': '언어',
  'language.unreviewed': '이 번역은 아직 원어민의 검토를 받지 않았습니다.',
  'language.failed': '{language}을(를) 불러오지 못했습니다. 연결되면 다시 선택하세요.',

  'connection.connecting': '연결하는 중',
  'connection.live': '실시간',
  'connection.lost': '{time}부터 연결 끊김',
  'connection.retrying': '자동으로 다시 연결하고 있습니다.',
  'connection.retry': '지금 다시 연결',
  'connection.bad-frame': '이 화면이 서버와 맞지 않습니다',
  'connection.bad-frame.remedy': '화면을 새로 고치세요. 그래도 안 되면 관제센터에 알려 주세요.',
  'connection.signed-out': '로그아웃되었습니다',
  'connection.signed-out.remedy': '새 로그인 링크를 요청하세요.',

  'trouble.database': '{time}부터 Magpie가 위치 보고를 저장하지 못하고 있습니다.',
  'trouble.engine': '{time}부터 Magpie가 거리를 계산하지 못하고 있습니다.',
  'trouble.disclosure': '{time}부터 Magpie가 위치를 표시하지 못하고 있습니다.',
  'trouble.reports': '{time}부터 일부 장치의 위치 보고가 Magpie에 도착하지 않고 있습니다.',
  'trouble.warnings': '{time}부터 닫힌 휴대전화로 가는 경고가 도착하지 않을 수 있습니다.',
  'trouble.log': '{time}부터 공개 기록이 발행되지 않고 있습니다.',

  'error.title': '이 화면에 오류가 생겼습니다',
  'error.remedy': '화면을 새로 고치세요. 지금 도움이 필요하면 {number}에 전화하세요.',
  'error.reload': '새로 고침',
};
