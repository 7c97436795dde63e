/** The words of a study's report, in the languages of whom it is for. They stand on no screen. */
export const STUDY_LANGUAGES = ['en', 'ja'] as const;
export type StudyLanguage = (typeof STUDY_LANGUAGES)[number];

const EN = {
  title: 'Alternative rules of disclosure, compared in simulated lives',
  simulated: 'Simulated people only. Nobody real was tracked, and nothing here says how often such things happen.',
  basis: 'On what it rests',
  pack: 'Pack',
  engine: 'Engine',
  cities: 'Made-up cities (seeds)',
  plans: 'What was played in each',
  hours: 'Hours tracked',
  wearerHours: 'of wearers',
  protectedHours: 'of protected persons and household',
  people: 'people',
  distances: 'Restraint, warning and notice distance',
  role: 'Who is told',
  told: 'Approaches told before contact',
  warning: 'Minutes of warning: median, least',
  perHour: 'Minutes gained per 100 wearer hours',
  places: 'Places of wearers shown',
  wearers: 'Wearers shown',
  protectedPlaces: 'Places of protected persons shown',
  protectedShown: 'Protected persons shown',
  band: 'Minutes with a band',
  unknown: 'Minutes told that it is unknown',
  vain: 'Warned, nobody came near',
  protected: 'Protected person',
  household: 'Household member',
  monitoring: 'Monitoring centre',
  police: 'Police',
  none: 'Prosecution, courts and the public safety commission are shown nothing live under any of these rules.',
  notes: 'How it was counted',
  note1:
    'The production engine was given what simulated devices reported; every 5 s each rule was asked what it shows to whom. A place is one such answer.',
  note2:
    'An approach is counted by where the two truly were, which only a simulation knows. Warning runs from the first instant of a warning that lasts until contact; told in the moment of contact is not told before.',
  note3:
    'Most approaches are scripted, and so more frequent than in life. Compare the rules with one another; do not take any figure for a forecast.',
} as const;

export type StudyWord = keyof typeof EN;

const JA: Readonly<Record<StudyWord, string>> = {
  title: '開示規則の比較検討（シミュレーション）',
  simulated: '対象はすべて架空の人物です。実在の人は追跡しておらず、実際の発生頻度を示すものでもありません。',
  basis: '前提',
  pack: 'パック',
  engine: 'エンジン',
  cities: '架空の都市（シード）',
  plans: '各都市で再生した筋書き',
  hours: '追跡時間',
  wearerHours: '装着者',
  protectedHours: '保護対象者と同居者',
  people: '人',
  distances: '接近禁止・警報・注意の距離',
  role: '知らせる相手',
  told: '接触前に知らされた件数',
  warning: '猶予（分）：中央値、最短',
  perHour: '装着者100時間当たりに得た猶予（分）',
  places: '装着者の位置の表示',
  wearers: '表示された装着者',
  protectedPlaces: '保護対象者の位置の表示',
  protectedShown: '表示された保護対象者',
  band: '距離帯の表示（分）',
  unknown: '不明の表示（分）',
  vain: '接近のない警告',
  protected: '保護対象者',
  household: '同居者',
  monitoring: '監視センター',
  police: '警察',
  none: '検察、裁判所、公安委員会には、いずれの規則でも現在の情報を表示しません。',
  notes: '数え方',
  note1:
    '架空の端末の報告を実際のエンジンに与え、5秒ごとに各規則が誰に何を示すかを調べました。位置の表示1件はその回答1回です。',
  note2:
    '接近は、シミュレーションだけが知る真の位置で数えます。猶予は、接触まで続いた警告の開始から数えます。接触と同時の警告は含みません。',
  note3: '接近の多くは筋書きによるもので、現実より頻繁です。規則どうしの比較に用い、予測とはしないでください。',
};

export const STUDY_WORDS: Readonly<Record<StudyLanguage, Readonly<Record<StudyWord, string>>>> = { en: EN, ja: JA };
