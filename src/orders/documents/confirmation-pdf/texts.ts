/** Words of the confirmation. ko, ja and ms were not yet reviewed by native speakers. */
import type { PdfLanguage } from '../order-pdf/content.ts';

export interface ConfirmationTexts {
  readonly title: string;
  readonly number: string;
  readonly order: string;
  readonly court: string;
  readonly officer: string;
  readonly issued: string;
  readonly here: string;
  readonly line: (at: string, positions: number, because: string) => string;
  readonly outside: string;
  readonly none: string;
  readonly gone: (files: number) => string;
  readonly words: string;
  readonly sign: string;
  readonly code: string;
  readonly because: Readonly<Record<string, string>>;
}

export const CONFIRMATION_TEXTS: Readonly<Record<PdfLanguage, ConfirmationTexts>> = {
  en: {
    title: 'Confirmation of destruction',
    number: 'Request',
    order: 'Order',
    court: 'Court',
    officer: 'Officer',
    issued: 'Written on',
    here: 'Destroyed here',
    line: (at, positions, because) => `${at}: ${positions} positions (${because})`,
    outside: 'Outside of this system',
    none: 'Nothing was printed, noted or taken away.',
    gone: (files) => `Whatever was printed, noted or taken away was destroyed; files taken away: ${files}.`,
    words: 'In words',
    sign: 'Signature',
    code: 'Code',
    because: {
      ...{
        refused: 'refused by the court',
        late: 'permission not in time',
        withdrawn: 'taken back',
        narrowed: 'granted in part',
      },
      ...{ 'access-over': 'time to look over', 'originals-gone': 'originals destroyed', renewed: 'made anew' },
    },
  },
  ko: {
    title: '폐기 확인서',
    number: '요청 번호',
    order: '결정',
    court: '법원',
    officer: '담당자',
    issued: '작성 일시',
    here: '시스템 안에서 폐기된 자료',
    line: (at, positions, because) => `${at}: 위치 ${positions}건 (${because})`,
    outside: '시스템 밖의 자료',
    none: '출력, 메모 또는 반출한 자료가 없습니다.',
    gone: (files) => `출력, 메모 또는 반출한 자료를 모두 폐기하였습니다. 반출 파일: ${files}개.`,
    words: '내용',
    sign: '서명',
    code: '확인 코드',
    because: {
      ...{ refused: '법원 기각', late: '기한 내 허가 없음', withdrawn: '요청 철회', narrowed: '일부 허가' },
      ...{ 'access-over': '열람 기간 종료', 'originals-gone': '원본 폐기', renewed: '다시 작성' },
    },
  },
  ja: {
    title: '廃棄確認書',
    number: '請求番号',
    order: '命令',
    court: '裁判所',
    officer: '担当者',
    issued: '作成日時',
    here: 'システム内で廃棄されたもの',
    line: (at, positions, because) => `${at}: 位置 ${positions} 件 (${because})`,
    outside: 'システム外のもの',
    none: '印刷、控え、持ち出しはありません。',
    gone: (files) => `印刷、控え、持ち出したものをすべて廃棄しました。持ち出したファイル: ${files} 件。`,
    words: '内容',
    sign: '署名',
    code: '確認コード',
    because: {
      ...{ refused: '裁判所が却下', late: '期限内に許可なし', withdrawn: '取下げ', narrowed: '一部許可' },
      ...{ 'access-over': '閲覧期間の終了', 'originals-gone': '原本の廃棄', renewed: '作り直し' },
    },
  },
  ms: {
    title: 'Pengesahan pemusnahan',
    number: 'Permohonan',
    order: 'Perintah',
    court: 'Mahkamah',
    officer: 'Pegawai',
    issued: 'Ditulis pada',
    here: 'Dimusnahkan di sini',
    line: (at, positions, because) => `${at}: ${positions} kedudukan (${because})`,
    outside: 'Di luar sistem ini',
    none: 'Tiada apa-apa dicetak, dicatat atau dibawa keluar.',
    gone: (files) =>
      `Semua yang dicetak, dicatat atau dibawa keluar telah dimusnahkan; fail yang dibawa keluar: ${files}.`,
    words: 'Keterangan',
    sign: 'Tandatangan',
    code: 'Kod',
    because: {
      ...{
        refused: 'ditolak mahkamah',
        late: 'kebenaran tidak sampai tepat masa',
        withdrawn: 'ditarik balik',
        narrowed: 'dibenarkan sebahagian',
      },
      ...{ 'access-over': 'masa melihat tamat', 'originals-gone': 'asal dimusnahkan', renewed: 'dibuat semula' },
    },
  },
};
