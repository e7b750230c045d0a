import type { Invoice, Line } from "../einvoice/model.ts";
import type { Block, Cell, Table } from "./blocks.ts";
import type { Letter } from "./letter.ts";
import { letterhead } from "./letterhead.ts";
import type { PaperWords } from "./letterhead.ts";
import { dayText, money, quantity, unitText } from "./money.ts";
import type { Language } from "./money.ts";
import { words } from "./words.ts";

/** An invoice or a credit note as a letter: the same numbers that its XML has, since both are written from one invoice. */
export function invoiceLetter(invoice: Invoice, paper: PaperWords): Letter {
  const say = words[paper.language];
  const kind = say[(invoice.type ?? "380") as "380"] ?? say["380"];
  return {
    ...letterhead(invoice.seller, invoice.buyer, paper),
    title: `${kind} ${invoice.number ?? ""}`,
    facts: facts(invoice, paper.language),
    blocks: [
      ...paragraph(paper.opening),
      table(invoice.lines ?? [], invoice.currency ?? "EUR", paper.language),
      { kind: "sums", rows: sums(invoice, paper.language) },
      ...exemptions(invoice),
      ...paragraph((invoice.notes ?? []).map(({ text }) => text ?? "").join("\n")),
      ...payment(invoice, paper),
      ...paragraph(paper.closing),
    ],
  };
}

function facts(invoice: Invoice, language: Language): readonly (readonly [string, string])[] {
  const say = words[language];
  const day = (text: string | undefined): string => dayText(text, language);
  const { period, preceding = [] } = invoice;
  return [
    ...fact(say.number, invoice.number),
    ...fact(say.date, day(invoice.issuedOn)),
    ...fact(say.customer, invoice.buyer?.ids?.[0]?.id),
    ...preceding.flatMap(({ number }) => fact(say.original, number)),
    ...fact(say.period, period === undefined ? day(invoice.delivery?.on) : `${day(period.from)} – ${day(period.to)}`),
    ...fact(say.order, invoice.order),
    ...fact(say.contract, invoice.contract),
    ...fact(say.project, invoice.project),
    ...fact(say.reference, invoice.buyerReference),
    ...fact(say.vatId, invoice.buyer?.vatId),
    ...fact(say.due, day(invoice.dueOn)),
  ];
}

function fact(label: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined || value === "" ? [] : [[label, value]];
}

function table(lines: readonly Line[], currency: string, language: Language): Table {
  const say = words[language];
  return {
    kind: "table",
    columns: [
      { title: say.pos, share: 6 },
      { title: say.text, share: 44 },
      { title: say.quantity, share: 10, align: "right" },
      { title: say.unit, share: 11 },
      { title: say.price, share: 15, align: "right" },
      { title: say.vat, share: 8, align: "right" },
      { title: say.net, share: 16, align: "right" },
    ],
    rows: lines.map((line) => row(line, currency, language)),
  };
}

function row(line: Line, currency: string, language: Language): Cell[] {
  const say = words[language];
  const unit = unitText(line.unit, language);
  const base = line.baseQuantity === undefined ? "" : `${say.per} ${quantity(line.baseQuantity, language)} ${unit}`;
  const period =
    line.period === undefined ? "" : `${dayText(line.period.from, language)} – ${dayText(line.period.to, language)}`;
  const discounts = (line.adjustments ?? []).map(
    ({ reason, amount, isCharge }) =>
      `${reason ?? ""}: ${isCharge === "true" ? "" : "−"}${money(amount, currency, language)}`,
  );
  const below = [line.description ?? "", line.note ?? "", period, ...discounts]
    .filter((each) => each !== "")
    .join("\n");
  return [
    line.id ?? "",
    { text: line.name ?? "", below },
    quantity(line.quantity, language),
    unit,
    { text: money(line.price, currency, language), below: base },
    line.rate === undefined ? "–" : `${quantity(line.rate, language)} %`,
    money(line.net, currency, language),
  ];
}

type Rows = readonly (readonly [string, string])[];

function sums(invoice: Invoice, language: Language): Rows {
  const say = words[language];
  const { totals = {}, currency = "EUR", type } = invoice;
  const shown = (amount: string | undefined): string => money(amount, currency, language);
  const rows = [...changes(invoice, language), [say.sumNet, shown(totals.net)] as const, ...taxRows(invoice, language)];
  if (totals.paid === undefined) return [...rows, [type === "381" ? say.credit : say.gross, shown(totals.gross)]];
  return [
    ...rows,
    [say.gross, shown(totals.gross)],
    [say.paid, `−${shown(totals.paid)}`],
    [say.amountDue, shown(totals.due)],
  ];
}

/** What was taken off or put on the whole document. */
function changes({ adjustments = [], totals, currency = "EUR" }: Invoice, language: Language): Rows {
  if (adjustments.length === 0) return [];
  const rows = adjustments.map(({ reason, amount, isCharge }) => {
    const sign = isCharge === "true" ? "" : "−";
    return [reason ?? "", `${sign}${money(amount, currency, language)}`] as const;
  });
  return [[words[language].sum, money(totals?.lines, currency, language)], ...rows];
}

function taxRows({ taxes = [], currency = "EUR" }: Invoice, language: Language): Rows {
  const say = words[language];
  return taxes
    .filter(({ category }) => category !== "O")
    .map(({ rate, base, amount }) => [
      `${quantity(rate, language)} % ${say.vat} ${say.on} ${money(base, currency, language)}`,
      money(amount, currency, language),
    ]);
}

/** Why no tax is due has to stand on the paper (§ 14 Abs. 4 Nr. 8, § 14a UStG; § 11 UStG in Austria). */
function exemptions({ taxes = [] }: Invoice): Block[] {
  const reasons = taxes.map(({ reason }) => reason ?? "").filter((reason) => reason !== "");
  return reasons.length === 0 ? [] : [{ kind: "note", text: reasons.join("\n") }];
}

function payment(invoice: Invoice, { language }: PaperWords): Block[] {
  const say = words[language];
  const [account] = invoice.payments ?? [];
  if (invoice.type === "381") return paragraph(invoice.terms);
  return [
    { kind: "space", height: 4 },
    ...paragraph(invoice.terms),
    {
      kind: "facts",
      rows: [
        ...fact(say.iban, account?.iban?.replaceAll(/(.{4})(?=.)/g, "$1 ")),
        ...fact(say.bic, account?.bic),
        ...fact(say.use, account?.iban === undefined ? undefined : invoice.remittance),
      ],
    },
  ];
}

function paragraph(text: string | undefined): Block[] {
  return text === undefined || text === "" ? [] : [{ kind: "paragraph", text }];
}
