import PdfKit from "pdfkit";
import { totalsOf } from "../../desk/invoices/document.ts";
import type { DocumentParty, FullDocument } from "../../desk/invoices/document.ts";
import { taxSums } from "../../documents/ledger/postings.ts";

const euro = new Intl.NumberFormat("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const words = {
  de: {
    invoice: "Rechnung",
    credit: "Gutschrift",
    to: "zu Rechnung",
    service: "Leistung",
    due: "Zahlbar bis",
    net: "Netto",
    vat: "USt",
    gross: "Gesamt",
  },
  en: {
    invoice: "Invoice",
    credit: "Credit note",
    to: "for invoice",
    service: "Service",
    due: "Payable by",
    net: "Net",
    vat: "VAT",
    gross: "Total",
  },
} as const;

/** A document on paper, in the buyer's language. */
export async function invoicePdf(document: FullDocument): Promise<Buffer> {
  const pdf = new PdfKit({
    size: "A4",
    margin: 56,
    info: { Title: document.number, CreationDate: new Date(document.issuedOn) },
  });
  const pieces: Buffer[] = [];
  pdf.on("data", (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((resolve) => pdf.on("end", resolve));
  write(pdf, document, words[document.buyer["language"] === "en" ? "en" : "de"]);
  pdf.end();
  await ended;
  return Buffer.concat(pieces);
}

function write(pdf: PDFKit.PDFDocument, document: FullDocument, said: (typeof words)["de" | "en"]): void {
  const { seller, buyer, number, issuedOn, dueOn, serviceFrom, serviceTo, originalNumber, buyerReference, textTop } =
    document;
  pdf.fontSize(8).text(addressOf(seller).join(" · ")).moveDown(2);
  pdf.fontSize(10).text(addressOf(buyer).join("\n")).moveDown(2);
  const title = `${document.kind === "credit" ? said.credit : said.invoice} ${number}`;
  pdf
    .fontSize(16)
    .text(originalNumber === null ? title : `${title} ${said.to} ${originalNumber}`)
    .moveDown(0.5);
  pdf.fontSize(10).text(`${issuedOn} · ${said.service} ${serviceFrom} – ${serviceTo}`);
  if (buyerReference) pdf.text(buyerReference);
  if (textTop) pdf.moveDown().text(textTop);
  pdf.moveDown();
  for (const [index, line] of document.lines.entries()) {
    const quantity = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 2 }).format(line.quantity);
    pdf.text(`${index + 1}. ${line.text}`);
    pdf.text(
      `${quantity} ${line.unit} × ${euro.format(line.unitPriceCents / 100)} € = ${euro.format(line.netCents / 100)} €`,
      { align: "right" },
    );
  }
  const { netCents, grossCents } = totalsOf(document);
  pdf.moveDown().text(`${said.net} ${euro.format(netCents / 100)} €`, { align: "right" });
  for (const tax of taxSums(document.lines))
    pdf.text(`${said.vat} ${tax.percent} % ${euro.format(tax.vatCents / 100)} €`, { align: "right" });
  pdf.fontSize(12).text(`${said.gross} ${euro.format(grossCents / 100)} €`, { align: "right" });
  const notes = new Set(document.lines.flatMap(({ taxText }) => (taxText === null ? [] : [taxText])));
  for (const note of notes) pdf.fontSize(9).moveDown(0.5).text(note);
  if (dueOn !== null) pdf.fontSize(10).moveDown().text(`${said.due} ${dueOn}`);
  const bank = [seller["bank_name"], seller["iban"], seller["bic"]].filter((each) => typeof each === "string");
  pdf
    .fontSize(8)
    .moveDown()
    .text([...bank, seller["register_text"], seller["vat_id"]].filter((each) => typeof each === "string").join(" · "));
}

function addressOf({ name, street, zip, city, country }: DocumentParty): string[] {
  return [name, street ?? "", `${zip ?? ""} ${city ?? ""}`.trim(), country].filter((part) => part !== "");
}
