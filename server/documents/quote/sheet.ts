import Letter from "pdfkit";

/** TrueType, for Latin letters. */
export interface Fonts {
  readonly plain: Uint8Array;
  readonly bold: Uint8Array;
}

/** What a document says about itself. */
export interface SheetOptions {
  readonly title: string;
  readonly author: string;
  readonly language: "de" | "en";
  /** A day; the same facts give the same document. */
  readonly createdOn: string;
  readonly footer: string;
  readonly pageOf: (no: number, of: number) => string;
}

/** A row of a table: cells, a small line below the second, and whether it counts less. */
export interface SheetRow {
  readonly cells: readonly string[];
  readonly note: string;
  readonly isMuted: boolean;
}

/** A letter of several pages, written from top to bottom. */
export interface Sheet {
  readonly head: (left: string, right: string) => void;
  readonly pairs: (left: readonly [string, string], right: readonly (readonly [string, string])[]) => void;
  readonly heading: (text: string) => void;
  readonly paragraph: (text: string) => void;
  readonly small: (text: string) => void;
  readonly table: (title: string, heads: readonly string[], rows: readonly SheetRow[]) => void;
  readonly totals: (rows: readonly (readonly [string, string])[]) => void;
  readonly signature: (text: string, label: string) => void;
  readonly finish: () => Promise<Buffer>;
}

const ink = { text: "#1b2430", muted: "#5b6675", line: "#d5dbe3", accent: "#0b5cad", shade: "#f3f6f9" } as const;
const page = { left: 56, right: 539, top: 56, bottom: 770 } as const;
const width = page.right - page.left;
/** Left edges of a table's columns; the last three are set to the right. */
const columns = [page.left, page.left + 34, page.left + 262, page.left + 330, page.left + 406] as const;
const widths = [30, 222, 62, 70, width - 406] as const;

/** Opens an empty letter on A4. */
export function openSheet(options: SheetOptions, fonts: Fonts): Sheet {
  const doc = new Letter({
    size: "A4",
    margins: { top: page.top, bottom: 0, left: page.left, right: 56 },
    bufferPages: true,
    lang: options.language,
    displayTitle: true,
    info: { Title: options.title, Author: options.author, CreationDate: new Date(`${options.createdOn}T12:00:00Z`) },
  });
  doc.registerFont("plain", Buffer.from(fonts.plain)).registerFont("bold", Buffer.from(fonts.bold));
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
  return {
    head: (left, right) => head(doc, left, right),
    pairs: (left, right) => pairs(doc, left, right),
    heading: (text) => heading(doc, text),
    paragraph: (text) => write(doc, text, { size: 10, after: 10 }),
    small: (text) => write(doc, text, { size: 8.5, color: ink.muted, after: 14 }),
    table: (title, heads, rows) => table(doc, { title, heads, rows }),
    totals: (rows) => totals(doc, rows),
    signature: (text, label) => signature(doc, text, label),
    finish: () => {
      feet(doc, options);
      doc.end();
      return done;
    },
  };
}

type Doc = PDFKit.PDFDocument;

interface Look {
  readonly size: number;
  readonly color?: string;
  readonly isBold?: true;
  readonly after?: number;
}

/** The font holds Latin letters of Western Europe; of others the base letter is written. */
function writable(text: string): string {
  return Array.from(text.normalize("NFC"), (letter) => {
    if (
      /[\n\u0020-\u00ff\u0131\u0152\u0153\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2212]/u.test(letter)
    )
      return letter;
    return (
      letter.normalize("NFKD").replaceAll(/[^\u0020-\u007e]/g, "") ||
      (letter === "Ł" ? "L" : letter === "ł" ? "l" : "?")
    );
  }).join("");
}

function set(doc: Doc, { size, color = ink.text, isBold }: Look): Doc {
  return doc
    .font(isBold === true ? "bold" : "plain")
    .fontSize(size)
    .fillColor(color);
}

/** Begins a new page when less than so much is left. */
function need(doc: Doc, height: number): void {
  if (doc.y + height > page.bottom) doc.addPage();
}

function write(doc: Doc, text: string, look: Look): void {
  for (const part of writable(text).split(/\n{2,}/)) {
    for (const line of part.split("\n")) {
      set(doc, look);
      need(doc, Math.min(doc.heightOfString(line, { width }), 60));
      doc.text(line === "" ? " " : line, page.left, doc.y, { width, lineGap: 2.5, align: "left" });
    }
    doc.y += look.after ?? 0;
  }
}

function head(doc: Doc, left: string, right: string): void {
  set(doc, { size: 11, isBold: true, color: ink.accent }).text(writable(left), page.left, page.top, { width: 240 });
  set(doc, { size: 19, isBold: true }).text(writable(right), page.left + 200, page.top - 5, {
    width: width - 200,
    align: "right",
  });
  doc
    .moveTo(page.left, page.top + 28)
    .lineTo(page.right, page.top + 28)
    .lineWidth(1.5)
    .strokeColor(ink.accent)
    .stroke();
  doc.y = page.top + 48;
}

function pairs(
  doc: Doc,
  [label, text]: readonly [string, string],
  right: readonly (readonly [string, string])[],
): void {
  const from = doc.y;
  set(doc, { size: 8.5, color: ink.muted }).text(label, page.left, from);
  set(doc, { size: 11 }).text(writable(text), page.left, from + 13, { width: 260, lineGap: 2 });
  const end = doc.y;
  let y = from;
  for (const [name, value] of right) {
    set(doc, { size: 8.5, color: ink.muted }).text(name, page.left + 290, y + 1.5, { width: 80 });
    set(doc, { size: 10 }).text(value, page.left + 370, y, { width: width - 370, align: "right" });
    y += 17;
  }
  doc.y = Math.max(end, y) + 24;
}

function heading(doc: Doc, text: string): void {
  need(doc, 60);
  write(doc, text, { size: 13, isBold: true, after: 8 });
}

interface Table {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly SheetRow[];
}

function table(doc: Doc, { title, heads, rows }: Table): void {
  need(doc, 90);
  write(doc, title, { size: 11, isBold: true, color: ink.accent, after: 4 });
  tableHead(doc, heads);
  for (const row of rows) {
    const height = rowHeight(doc, row);
    if (doc.y + height > page.bottom) {
      doc.addPage();
      tableHead(doc, heads);
    }
    tableRow(doc, row, height);
  }
  doc.y += 16;
}

function tableHead(doc: Doc, heads: readonly string[]): void {
  const { y } = doc;
  doc.rect(page.left, y, width, 18).fill(ink.shade);
  cells(doc, heads, { y: y + 5, look: { size: 8, color: ink.muted, isBold: true } });
  doc.y = y + 22;
}

function rowHeight(doc: Doc, { cells: [, text = ""], note }: SheetRow): number {
  const height = set(doc, { size: 9.5 }).heightOfString(writable(text), { width: widths[1], lineGap: 1.5 });
  return height + (note === "" ? 0 : 12) + 10;
}

function tableRow(doc: Doc, { cells: texts, note, isMuted }: SheetRow, height: number): void {
  const { y } = doc;
  cells(doc, texts, { y: y + 3, look: { size: 9.5, ...(isMuted ? { color: ink.muted } : {}) } });
  set(doc, { size: 8, color: ink.muted }).text(writable(note), columns[1], y + height - 16, { width: widths[1] });
  doc
    .moveTo(page.left, y + height)
    .lineTo(page.right, y + height)
    .lineWidth(0.5)
    .strokeColor(ink.line)
    .stroke();
  doc.y = y + height + 2;
}

function cells(doc: Doc, texts: readonly string[], { y, look }: { readonly y: number; readonly look: Look }): void {
  for (const [index, text] of texts.entries()) {
    const align = index < 2 ? "left" : "right";
    set(doc, look).text(writable(text), columns[index], y, { width: widths[index] ?? 0, align, lineGap: 1.5 });
  }
}

function totals(doc: Doc, rows: readonly (readonly [string, string])[]): void {
  const height = rows.length * 20 + 12;
  need(doc, height + 40);
  const { y } = doc;
  doc.roundedRect(page.left + 200, y, width - 200, height, 4).fill(ink.shade);
  for (const [index, [label, amount]] of rows.entries()) {
    const at = y + 11 + index * 20;
    set(doc, { size: 9.5 }).text(label, page.left + 214, at, { width: 150 });
    set(doc, { size: 11, isBold: true }).text(amount, page.left + 340, at - 1, { width: width - 354, align: "right" });
  }
  doc.y = y + height + 12;
}

function signature(doc: Doc, text: string, label: string): void {
  need(doc, 110);
  doc.y += 12;
  write(doc, text, { size: 10, after: 44 });
  const { y } = doc;
  doc
    .moveTo(page.left, y)
    .lineTo(page.left + 260, y)
    .lineWidth(0.7)
    .strokeColor(ink.text)
    .stroke();
  set(doc, { size: 8.5, color: ink.muted }).text(label, page.left, y + 5);
}

function feet(doc: Doc, { footer, pageOf }: SheetOptions): void {
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    set(doc, { size: 8, color: ink.muted }).text(writable(footer), page.left, 800, { width: 340, lineBreak: false });
    set(doc, { size: 8, color: ink.muted }).text(pageOf(index + 1, count), page.right - 120, 800, {
      width: 120,
      align: "right",
      lineBreak: false,
    });
  }
}
