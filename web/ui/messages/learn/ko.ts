import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'feedback.intro':
    '짧은 질문이 있습니다. 답할지는 직접 정하시면 되고, 답하지 않아도 보호에는 아무 영향이 없습니다. 답은 이름 없이 보관되고 다른 사람의 답과 함께 집계됩니다.',
  'feedback.none': '지금은 질문이 없습니다.',
  'feedback.failed': '지금은 질문을 불러올 수 없습니다.',
  'feedback.retry': '다시 시도',
  'feedback.thanks': '고맙습니다. 답을 저장했습니다.',
  'feedback.declined': '괜찮습니다. 이 질문은 다시 하지 않습니다.',
  'feedback.not-kept': '답을 저장하지 못했습니다. 두 번 저장되지 않으니 다시 시도하셔도 됩니다.',
  'feedback.rather-not': '답하지 않기',
  'feeling.question': '이번 달에 얼마나 안전하다고 느끼셨나요?',
  'feeling.1': '전혀 안전하지 않았다',
  'feeling.2': '별로 안전하지 않았다',
  'feeling.3': '보통이었다',
  'feeling.4': '꽤 안전했다',
  'feeling.5': '매우 안전했다',
  'warning.question': '{date}에 끝난 경고가 있었습니다. 제때 왔나요?',
  'warning.in-time': '제때 왔다',
  'warning.too-late': '너무 늦게 왔다',
  'warning.not-needed': '필요 없는 경고였다',
  'warning.not-noticed': '경고를 알아차리지 못했다',
  'notice.question': '짧은 질문이 하나 있습니다',
  'help.levels': '말의 뜻',
  'help.clear': '착용자가 가까이 올 조짐이 없습니다. 그러나 약속은 아닙니다.',
  'help.notice': '착용자가 넓은 범위 안에 있습니다. 아직 하실 일은 없습니다.',
  'help.warning': '달라지지 않으면 몇 분 안에 마주칠 수 있습니다.',
  'help.danger': '착용자가 아주 가까이 있거나 법원이 정한 거리 안에 있습니다.',
  'help.unknown': '두 장치 중 하나를 볼 수 없거나 믿을 수 없습니다. 추측하지 않고 그렇게 알려 드립니다.',
  'help.see.title': '볼 수 있는 것과 볼 수 없는 것',
  'help.see':
    '두 장치가 보고한 위치를 볼 뿐, 사람을 보는 것은 아닙니다. 지하나 높은 건물 안, 배터리가 없을 때는 보고가 없습니다. 착용자가 보낸 다른 사람은 볼 수 없습니다.',
  'help.age.title': '얼마나 최근이고 정확한가',
  'help.age':
    '위치마다 언제 것인지와 원을 함께 보여 드립니다. 사람은 원의 가운데가 아니라 원 안 어딘가에 있을 가능성이 큽니다. 오래된 것은 흐려지고 그렇게 표시됩니다.',
  'help.why-less.title': '때로 덜 보이는 이유',
  'help.why-less':
    '법이 언제 얼마나 보여 줄 수 있는지 정합니다. 멀리 있으면 거리와 방향을, 급하면 위치를 봅니다. 위험이 없으면 경고가 없다는 것만 봅니다.',
  'help.wearer.title': '착용자가 당신에 대해 아는 것',
  'help.wearer':
    '아무것도 없습니다. 착용자에게 가는 어떤 것도 당신의 위치에 따라 달라지지 않습니다. 착용자는 명령에 적힌 장소만 압니다.',
  'help.others.title': '당신의 위치를 보는 사람',
  'help.others':
    '본인이 봅니다. 관제센터는 경고 중이거나 직접 공유하셨을 때만 봅니다. 볼 때마다 기록이 남습니다. 함께 사는 사람도 볼 수 없습니다.',
  'help.call.title': '언제 전화해야 하나',
  'help.call': '불안하면 경고가 있든 없든 언제든지 전화하세요. {number}에 전화하는 데 이 앱의 경고는 필요 없습니다.',
  'help.phone.title': '휴대전화를 잃어버리거나 빼앗겼다면',
  'help.phone':
    '다른 전화로 관제센터에 알려 주세요. 이 휴대전화를 로그아웃시키고 새 링크를 드립니다. 그동안에도 착용자의 장치와 명령에 적힌 장소는 계속 지켜봅니다.',

  'practice.intro':
    '가상의 착용자로 경고가 어떻게 느껴지는지 보여 드립니다. 누구에게도 아무것도 보내지 않습니다. 2분쯤 걸리고 언제든 그만둘 수 있습니다.',
  'practice.sos': '연습 중에도 SOS는 실제로 관제센터에 전달됩니다.',
  'practice.start': '시작',
  'practice.next': '다음',
  'practice.stop': '연습 그만두기',
  'practice.step': '{of}단계 중 {step}단계',
  'practice.real': '실제 경고가 와서 연습을 끝냈습니다.',
  'practice.lost': '지금은 연결이 끊겨 있습니다. 다시 연결되면 연습하세요.',
  'practice.not-now': '경고가 없을 때 연습할 수 있습니다.',
  'practice.calm': '평온한 때의 화면입니다. 알려진 것을 문장으로, 얼마나 최근인지를 그 아래에 보여 드립니다.',
  'practice.coming': '경고가 왔습니다. 확인한 뒤 닫으면 화면은 계속 사실을 보여 줍니다.',
  'practice.holds': '확인하셨으니 조용해집니다. 더 급해질 때만 다시 울립니다.',
  'practice.danger': '더 급해졌습니다. 위험일 때는 이렇게 울립니다. 차분한 모드나 조용한 시간에도 울립니다.',
  'practice.away': '착용자가 돌아섰습니다. 사실일 때만 이렇게 말합니다.',
  'practice.blind': '장치의 보고가 끊겼습니다. 추측하지 않고 언제부터인지, 언제부터 가까이 있을 수 있는지 말합니다.',
  'practice.done': '모두 마쳤습니다. 언제든 다시 연습할 수 있습니다.',
  'practice.again': '다시 연습',
};
