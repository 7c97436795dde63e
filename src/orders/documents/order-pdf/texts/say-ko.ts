import type { SayTexts } from './say.ts';

export const ko: SayTexts = {
  detained: '행위자를 위 기간 동안 유치장 또는 구치소에 유치한다.',
  leaveHome: '행위자는 피해자와 함께 사는 주거에서 퇴거하고, 그 주거에 들어가서는 아니 된다.',
  stayIn: '행위자는 정해진 시간에 이 명령이 정하고 따로 송달하는 장소 안에 머물러야 한다.',
  noticedAt: (distance) => `행위자가 피해자로부터 ${distance} 이내에 접근하면 전자장치를 관리하는 기관에 알린다.`,
  warnedAt: (distance) => `행위자가 피해자로부터 ${distance} 이내에 접근하면 피해자에게 알린다.`,
  toldAt: (distance) => `행위자가 피해자로부터 ${distance} 이내에 접근하면 경찰에 알린다.`,
  duties: {
    charge: '전자장치를 매일 충전할 것.',
    carry: '전자장치를 항상 휴대할 것.',
    'report-faults': '전자장치의 고장과 분실을 즉시 알릴 것.',
    'follow-instructions': '전자장치 담당자의 지시에 따를 것.',
  },
  days: ['월요일', '화요일', '수요일', '목요일', '금요일', '토요일', '일요일'],
  dayRange: (from, to) => (to === null ? from : `${from}부터 ${to}까지`),
  listOf: (items) => items.join(', '),
  hours: (days, from, until, nextDay) => `${days} ${from}-${nextDay ? '다음 날 ' : ''}${until}`,
  period: ({ count, unit }) => `${count}${{ hours: '시간', days: '일', months: '개월' }[unit]}`,
  appeal: (period, article, suspends) =>
    `법률에 따라 불복할 수 있는 사람은 결정을 고지받은 날부터 ${period} 이내에 항고할 수 있다(${article}). ${
      suspends ? '항고하면 집행이 정지된다.' : '항고는 집행을 정지하지 아니한다.'
    }`,
  added: (measure) => `${measure}을(를) 명한다.`,
  begins: (measure, date) => `${measure}은(는) ${date}부터 효력이 있다.`,
  lasts: (measure, was, is) => `${measure}의 마지막 날: ${is}${was === null ? '' : ` (이전: ${was})`}`,
  ended: (measure, how) => `${measure} 종료: ${how}`,
  endings: {
    cancelled: '취소',
    'non-indictment': '불기소',
    acquitted: '무죄',
    dismissed: '기각',
    'matter-ended': '사건 종료',
    'not-approved': '승인되지 아니함',
    replaced: '다른 조치로 대체',
  },
  names: {
    restraintM: '접근 금지 거리',
    warnM: '피해자에게 알리는 거리',
    noticeM: '관리 기관에 알리는 거리',
    ring: '경찰에 알리는 거리',
    wearerIntervalS: '전자장치의 보고 간격',
    protectedIntervalS: '피해자 장치의 보고 간격',
  },
  seconds: (count) => `${count}초`,
  changed: (name, was, is) => `${name}: ${is ?? '법이 정한 대로'} (이전: ${was ?? '법이 정한 대로'})`,
  placeAdded: '출입금지 장소가 추가되었거나 새로 정해졌다.',
  placeRemoved: '이전에 정해진 출입금지 장소 하나가 제외되었다.',
  documents: {
    'petition-attachment': '피해자가 제출한 자료',
    'request-attachment': '기관이 청구와 함께 제출한 자료',
    'opinion-attachment': '의견 청취 자료',
    decision: '결정에 첨부된 자료',
    'order-pdf': '이전 판의 결정서',
    notice: '통지서',
    'service-record': '송달 보고서',
  },
};
