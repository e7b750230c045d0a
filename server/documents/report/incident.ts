import { openSheet } from "../quote/sheet.ts";
import type { Fonts } from "../quote/sheet.ts";

/** What a report on a security incident says, in the customer's language. */
export interface IncidentReport {
  readonly language: "de" | "en";
  readonly seller: string;
  readonly customer: string;
  readonly number: string;
  readonly ticketNumber: string;
  readonly title: string;
  readonly level: string;
  readonly awareAt: Date;
  /** Sections in their order; one that says nothing is left out. */
  readonly sections: readonly { readonly heading: string; readonly lines: readonly string[] }[];
}

const words = {
  de: { report: "Vorfallsbericht", forWhom: "Für", level: "Stufe", aware: "Kenntnis seit", page: (no: number, of: number) => `Seite ${no} von ${of}` },
  en: { report: "Incident report", forWhom: "For", level: "Level", aware: "Aware since", page: (no: number, of: number) => `Page ${no} of ${of}` },
} as const; // prettier-ignore

/** The report as plain text, for a mail. */
export function incidentText(report: IncidentReport): string {
  const say = words[report.language];
  return [
    `${say.report} ${report.number} (${report.ticketNumber})`,
    report.title,
    `${say.level}: ${report.level}`,
    `${say.aware}: ${instant(report.awareAt)}`,
    ...report.sections.flatMap(({ heading, lines }) => (lines.length === 0 ? [] : ["", heading, ...lines])),
  ].join("\n");
}

/** The report as a PDF. The same report gives the same file. */
export function incidentPdf(report: IncidentReport, fonts: Fonts): Promise<Buffer> {
  const say = words[report.language];
  const sheet = openSheet(
    {
      title: `${say.report} ${report.number}`,
      author: report.seller,
      language: report.language,
      createdOn: report.awareAt.toISOString().slice(0, 10),
      footer: [report.seller, report.number].filter((part) => part !== "").join(" · "),
      pageOf: say.page,
    },
    fonts,
  );
  sheet.head(report.seller, `${say.report} ${report.number}`);
  sheet.pairs(
    [say.forWhom, report.customer],
    [
      [say.level, report.level],
      [say.aware, instant(report.awareAt)],
      ["Ticket", report.ticketNumber],
    ],
  );
  sheet.heading(report.title);
  for (const { heading, lines } of report.sections) {
    if (lines.length === 0) continue;
    sheet.heading(heading);
    sheet.paragraph(lines.join("\n"));
  }
  return sheet.finish();
}

function instant(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
