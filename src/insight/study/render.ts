/** A study as a page to print, and as a table for a spreadsheet. The page needs nothing from anywhere. */
import type { RoleFigures, StudyReport } from './study.ts';
import { STUDY_WORDS, type StudyLanguage, type StudyWord } from './words.ts';

type Row = StudyReport['alternatives'][number];

const COLUMNS: readonly (readonly [StudyWord, (role: RoleFigures, report: StudyReport) => string])[] = [
  ['told', (role) => `${role.approachesTold} / ${role.approaches}`],
  ['warning', ({ warningS }) => (warningS === null ? '–' : `${minutes(warningS.median)}, ${minutes(warningS.least)}`)],
  ['perHour', ({ warningS }, { wearerHours }) => perHundredHours(warningS?.sum ?? 0, wearerHours)],
  ['vain', ({ warnedInVain }) => String(warnedInVain)],
  ['places', ({ wearerPlaces }) => String(wearerPlaces)],
  ['wearers', ({ wearersShown }, { wearers }) => `${wearersShown} / ${wearers}`],
  ['protectedPlaces', ({ protectedPlaces }) => String(protectedPlaces)],
  ['protectedShown', ({ protectedShown }, report) => `${protectedShown} / ${report.protected}`],
  ['band', ({ bandS }) => minutes(bandS)],
  ['unknown', ({ unknownS }) => minutes(unknownS)],
];

/** To tenths. */
function minutes(seconds: number): string {
  return (seconds / 60).toFixed(1);
}

function perHundredHours(seconds: number, hours: number): string {
  return hours === 0 ? '–' : ((seconds / 60 / hours) * 100).toFixed(0);
}

export function renderHtml(report: StudyReport, language: StudyLanguage): string {
  const t = STUDY_WORDS[language];
  const sections = report.alternatives.map((row) => alternativeHtml(row, report, language));
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(t.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(t.title)}</h1>
<p class="notice">${escaped(t.simulated)}</p>
<h2>${escaped(t.basis)}</h2>
<dl>
${basisOf(report, language)
  .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
  .join('\n')}
</dl>
${sections.join('\n')}
<p>${escaped(t.none)}</p>
<h2>${escaped(t.notes)}</h2>
<ul>
${[t.note1, t.note2, t.note3].map((note) => `<li>${escaped(note)}</li>`).join('\n')}
</ul>
</body>
</html>
`;
}

function basisOf(report: StudyReport, language: StudyLanguage): (readonly [string, string])[] {
  const t = STUDY_WORDS[language];
  const { wearerHours, protectedHours } = report;
  const hours = [
    `${t.wearerHours} ${wearerHours.toFixed(1)} (${report.wearers} ${t.people})`,
    `${t.protectedHours} ${protectedHours.toFixed(1)} (${report.protected} ${t.people})`,
  ];
  return [
    [t.pack, report.packVersion],
    [t.engine, report.engineVersion],
    [t.cities, report.seeds.join(', ')],
    [t.plans, report.plans.join(', ')],
    [t.hours, hours.join('; ')],
  ];
}

function alternativeHtml(row: Row, report: StudyReport, language: StudyLanguage): string {
  const t = STUDY_WORDS[language];
  const head = COLUMNS.map(([word]) => `<th scope="col">${escaped(t[word])}</th>`).join('');
  const body = row.roles.map((role) => {
    const cells = COLUMNS.map(([, cell]) => `<td>${escaped(cell(role, report))}</td>`).join('');
    return `<tr><th scope="row">${escaped(t[role.role])}</th>${cells}</tr>`;
  });
  return `<section>
<h2>${escaped(row.name[language])}</h2>
<p>${escaped(row.about[language])}</p>
<p>${escaped(t.distances)}: ${row.restraintM} m, ${row.warnM} m, ${row.noticeM} m.</p>
<table>
<thead><tr><th scope="col">${escaped(t.role)}</th>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</section>`;
}

/** A line each alternative and role; numbers as they are, seconds and counts. */
export function renderCsv(report: StudyReport): string {
  const names = [
    ...['alternative', 'role', 'approaches', 'approachesTold', 'warningMedianS', 'warningLeastS', 'warningSumS'],
    ...['warnedInVain', 'wearerPlaces', 'wearersShown', 'protectedPlaces', 'protectedShown', 'bandS', 'unknownS'],
    ...['wearerHours', 'protectedHours', 'wearers', 'protected'],
  ];
  const lines = report.alternatives.flatMap((row) =>
    row.roles.map((role) => [
      ...[row.id, role.role, role.approaches, role.approachesTold],
      ...[role.warningS?.median ?? '', role.warningS?.least ?? '', role.warningS?.sum ?? 0, role.warnedInVain],
      ...[role.wearerPlaces, role.wearersShown, role.protectedPlaces, role.protectedShown, role.bandS, role.unknownS],
      ...[report.wearerHours.toFixed(2), report.protectedHours.toFixed(2), report.wearers, report.protected],
    ]),
  );
  return `${[names, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => ESCAPES[one]!);
}

const STYLE = `
body { font: 15px/1.5 system-ui, "Hiragino Sans", "Noto Sans JP", sans-serif; color: #1a1a1a; background: #fff; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.notice { border-left: 4px solid #1a1a1a; padding: .4rem .8rem; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { font-weight: 600; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: right; vertical-align: top; }
thead th { font-size: .8rem; font-weight: 600; vertical-align: bottom; } tbody th, thead th:first-child { text-align: left; }
@media print { @page { size: A4 landscape; margin: 12mm; } body { margin: 0; max-width: none; font-size: 10pt; } section { break-inside: avoid; } }
`;
