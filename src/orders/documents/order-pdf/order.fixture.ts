/** An order of made-up people, in every language, as long as real ones are. */
import type { OrderPdfContent, PdfLanguage } from './content.ts';

interface Words {
  readonly court: string;
  readonly caseNumber: string;
  readonly measures: readonly { readonly name: string; readonly article: string }[];
  readonly wearer: string;
  readonly protectedPerson: string;
  readonly household: string;
  readonly home: readonly [name: string, address: string];
  readonly work: readonly [name: string, address: string, when: string];
  readonly duties: readonly string[];
  readonly reasons: readonly string[];
  readonly appeal: string;
  readonly documents: readonly string[];
  readonly judge: string;
}

const KO: Words = {
  court: '가람지방법원',
  caseNumber: '2026초기1042 잠정조치',
  measures: [
    { name: '잠정조치 제2호 (접근금지)', article: 'SPA 9(1)2' },
    { name: '잠정조치 제3호 (전기통신 접근금지)', article: 'SPA 9(1)3' },
    { name: '잠정조치 제3호의2 (전자장치의 부착)', article: 'SPA 9(1)3-2' },
  ],
  wearer: '훈련자 한도윤',
  protectedPerson: '훈련자 서이연',
  household: '훈련자 서하람',
  home: ['주거', '가람시 느티구 버들로 21, 302호'],
  work: ['직장', '가람시 강변구 나루길 8', '월요일부터 금요일, 08:00-19:00'],
  duties: [
    '전자장치를 매일 충전하고, 고장이 나면 곧바로 보호관찰소에 알린다.',
    '휴대용 추적장치가 따로 있는 경우 항상 지니고 다닌다.',
    '보호관찰관의 지시에 따른다.',
  ],
  reasons: [
    '기록에 따르면 행위자는 2026년 10월부터 피해자의 주거와 직장 근처에서 여러 차례 기다렸고, 경찰의 경고 뒤에도 이를 되풀이하였다. 피해자 보호를 위하여 위와 같은 조치가 필요하다고 인정된다.',
  ],
  appeal:
    '이 결정에 불복하는 사람은 결정을 고지받은 날부터 7일 이내에 이 법원에 항고장을 낼 수 있다. 항고는 집행을 정지하지 않는다.',
  documents: ['검사 청구서', '피해자 진술서'],
  judge: '훈련판사 민가온',
};

const EN: Words = {
  court: 'Example District Court',
  caseNumber: '2026-PM-1042',
  measures: [
    { name: 'No approach', article: 'SPA 9(1)2' },
    { name: 'No contact', article: 'SPA 9(1)3' },
    { name: 'Electronic device', article: 'SPA 9(1)3-2' },
  ],
  wearer: 'Exercise Alder',
  protectedPerson: 'Exercise Birch',
  household: 'Exercise Cedar',
  home: ['Home', '21 Willow Road, flat 302, Elm Ward, Exampleton'],
  work: ['Workplace', '8 Ferry Lane, Riverside, Exampleton', 'Monday to Friday, 08:00-19:00'],
  duties: [
    'Charge the device every day, and report a fault to the probation office at once.',
    'Carry the portable unit at all times, where there is one.',
    'Follow the instructions of the probation officer.',
  ],
  reasons: [
    'According to the file, the person bound by this order waited several times near the home and the workplace of the protected person from October 2026 on, and went on after the police had warned them. The measures above are necessary to protect the protected person, and no milder one would do.',
  ],
  appeal:
    'Whoever is affected may appeal to this court within 7 days from the day on which the decision was made known to them. The appeal does not suspend the order.',
  documents: ['Request of the prosecution', 'Statement of the protected person'],
  judge: 'Exercise Hazel',
};

const JA: Words = {
  court: '架空地方裁判所',
  caseNumber: '令和8年（ス）第1042号',
  measures: [{ name: '禁止命令（接近禁止）', article: '架空法 5' }],
  wearer: '訓練 太郎',
  protectedPerson: '訓練 花子',
  household: '訓練 光',
  home: ['住居', '架空市柳町二丁目1番地 302号'],
  work: ['勤務先', '架空市川端区渡し通り8', '月曜日から金曜日、08:00-19:00'],
  duties: ['機器を毎日充電し、故障したときは直ちに届け出ること。', '担当官の指示に従うこと。'],
  reasons: ['記録によれば、相手方は令和8年10月以降、被害者の住居及び勤務先の付近で繰り返し待ち伏せをした。'],
  appeal: 'この決定に不服がある者は、告知を受けた日から7日以内に抗告をすることができる。抗告は執行を停止しない。',
  documents: ['申立書', '被害者の陳述書'],
  judge: '訓練 次郎',
};

const MS: Words = {
  ...EN,
  court: 'Mahkamah Contoh',
  measures: [{ name: 'Larangan menghampiri', article: 'CPC 98A' }],
  home: ['Rumah', '21 Jalan Dedalu, Contohpura'],
  work: ['Tempat kerja', '8 Lorong Feri, Contohpura', 'Isnin hingga Jumaat, 08:00-19:00'],
  duties: ['Patuhi arahan pegawai yang bertanggungjawab.'],
  reasons: [
    'Menurut fail, orang yang terikat oleh perintah ini menunggu beberapa kali berhampiran rumah orang yang dilindungi.',
  ],
  appeal: 'Sesiapa yang terjejas boleh merayu kepada mahkamah ini dalam tempoh 7 hari.',
  documents: ['Permohonan', 'Pernyataan'],
};

const WORDS: Readonly<Record<PdfLanguage, Words>> = { ko: KO, en: EN, ja: JA, ms: MS };

/** In open sea, as every place of a test. */
const SEA = { latDeg: 36, lonDeg: 124.5 };

export function orderSample(language: PdfLanguage, changes: Partial<OrderPdfContent> = {}): OrderPdfContent {
  const words = WORDS[language];
  const ring = [
    [0.012, 0.016],
    [0.02, 0.016],
    [0.022, 0.024],
    [0.016, 0.03],
    [0.011, 0.024],
    [0.012, 0.016],
  ].map(([north = 0, east = 0]) => ({ latDeg: SEA.latDeg + north, lonDeg: SEA.lonDeg + east }));
  return {
    ...{ language, exercise: true, court: words.court, caseNumber: words.caseNumber, label: 'M-014', version: 2 },
    changes: [],
    measures: words.measures.map((one) => ({ ...one, period: null })),
    parties: [
      { role: 'wearer', name: words.wearer },
      { role: 'protected', name: words.protectedPerson },
      { role: 'household', name: words.household },
    ],
    period: { from: { year: 2026, month: 11, day: 28 }, lastDay: { year: 2027, month: 2, day: 27 } },
    conditions: [
      { kind: 'keep-away', distanceM: 100, article: words.measures[0]!.article },
      { kind: 'no-contact', article: 'SPA 9(1)3' },
      { kind: 'device', article: 'SPA 9(1)3-2' },
    ],
    places: [
      { name: words.home[0], address: words.home[1], shape: { kind: 'circle', ...SEA, radiusM: 1_000 }, when: null },
      { name: words.work[0], address: words.work[1], shape: { kind: 'polygon', rings: [ring] }, when: words.work[2] },
    ],
    ...{ duties: words.duties, reasons: words.reasons, judge: words.judge },
    appeal: { instruction: words.appeal, lastDay: { year: 2026, month: 12, day: 7 }, knownOn: null },
    documents: words.documents.map((name, i) => ({ name, hash: String(i + 1).repeat(64) })),
    laws: [{ abbreviation: 'SPA', title: 'Example Protection Act' }],
    decidedOn: { year: 2026, month: 11, day: 28 },
    ...{ number: 'KR-EX-2026-000123', code: '7K3M-Q9TR-0XVB-52HD', verifyAddress: 'https://magpie.example/verify' },
    issuedAtMs: Date.parse('2026-11-28T02:00:00Z'),
    ...changes,
  };
}
