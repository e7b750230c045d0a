import { piecesOf } from "./blocks.ts";
import type { Block, Piece } from "./blocks.ts";
import { closePaper, ink, mm, openPaper, sheet } from "./paper.ts";
import type { Fonts, Paper, Style } from "./paper.ts";

/** A business letter of any length: who writes to whom, what about, and the blocks that say it. */
export interface Letter {
  readonly language: "de" | "en";
  readonly createdAt: Date;
  /** The subject, in large. */
  readonly title: string;
  /** The name over the letter, which stands where others have a logo. */
  readonly sender: string;
  /** The sender's address in one line, above the window. */
  readonly returnAddress: string;
  /** The lines within the window of the envelope. */
  readonly recipient: readonly string[];
  /** Number, date and the like, at the right of the window. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly blocks: readonly Block[];
  /** Columns of small print at the foot of each page. */
  readonly footer: readonly (readonly string[])[];
}

/** A file within the letter (PDF/A-3), as the invoice in machine's words. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly description: string;
  /** A description in XMP that says what the file is. */
  readonly xmp: string;
}

const left = 25 * mm;
const width = sheet.width - left - 20 * mm;
/** Where the text ends, above the footer. */
const bottom = sheet.height - 34 * mm;
/** Where the text begins on further pages. */
const top = 24 * mm;

/**
 * A letter as PDF/A-3b, its address where the window of an envelope is (DIN 5008, form B), with marks to fold it by and the
 * page's number where there are several.
 */
export async function renderLetter(letter: Letter, fonts: Fonts, attachment?: Attachment): Promise<Uint8Array> {
  const paper = openPaper(fonts, letter);
  if (attachment !== undefined) attach(paper, attachment, letter.createdAt);
  addPage(paper);
  flow(paper, letter.blocks, firstPage(paper, letter));
  const { count } = paper.page.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    paper.page.switchToPage(index);
    footer(paper, letter, index + 1, count);
    if (index > 0) paper.write(letter.title, { x: left, y: 13 * mm, width }, { size: 8, colour: ink.quiet });
  }
  return closePaper(paper);
}

function addPage({ page }: Paper): void {
  page.addPage({ size: [sheet.width, sheet.height], margin: 0 });
}

/** Writes the parts of the letter that have their place. @returns where the text begins */
function firstPage(paper: Paper, letter: Letter): number {
  paper.write(letter.sender, { x: left, y: 15 * mm, width }, { size: 16, isBold: true, colour: ink.accent });
  paper.page
    .moveTo(left, 25 * mm)
    .lineTo(left + width, 25 * mm)
    .lineWidth(0.8)
    .strokeColor(ink.accent)
    .stroke();
  const window = { x: left, y: 45 * mm, width: 80 * mm };
  paper.write(letter.returnAddress, { ...window, y: window.y + 6 }, { size: 6.5, colour: ink.quiet });
  for (const [index, line] of letter.recipient.slice(0, 8).entries())
    paper.write(line, { ...window, y: 62.7 * mm + index * 13.5 }, { size: 10 });
  const facts = factsBeside(paper, letter);
  foldMarks(paper);
  const y = Math.max(98.5 * mm, facts + 10);
  const used = paper.write(letter.title, { x: left, y, width }, { size: 14, isBold: true });
  return y + used + 10;
}

function factsBeside(paper: Paper, { facts }: Letter): number {
  const x = 120 * mm;
  const all = left + width - x;
  let y = 50 * mm;
  for (const [label, value] of facts) {
    const place = { x: x + all * 0.42, y, width: all * 0.58 };
    const style: Style = { size: 8.5 };
    paper.write(label, { x, y, width: all * 0.41 }, { ...style, colour: ink.quiet });
    y += Math.max(paper.write(value, place, style), 11.5) + 1.5;
  }
  return y;
}

/** Marks at 105 and 210 mm to fold by, and at the middle to punch by (DIN 5008, form B). */
function foldMarks({ page }: Paper): void {
  for (const [at, length] of [
    [105, 5],
    [148.5, 7],
    [210, 5],
  ] as const)
    page
      .moveTo(4 * mm, at * mm)
      .lineTo((4 + length) * mm, at * mm)
      .lineWidth(0.4)
      .strokeColor(ink.line)
      .stroke();
}

/** Puts the pieces of blocks one below the other, on as many pages as they need. */
function flow(paper: Paper, blocks: readonly Block[], from: number): void {
  const pieces = blocks.flatMap((block) => piecesOf(paper, block, width));
  let y = from;
  for (const [index, piece] of pieces.entries()) {
    if (y + together(pieces, index) > bottom && y > top) {
      addPage(paper);
      y = top;
      if (piece.head !== undefined) {
        piece.head.draw({ x: left, y, width });
        y += piece.head.height;
      }
    }
    piece.draw({ x: left, y, width });
    y += piece.height;
  }
}

/** A piece that leads stays with the next. */
function together(pieces: readonly Piece[], index: number): number {
  const [piece, next] = [pieces[index], pieces[index + 1]];
  return (piece?.height ?? 0) + (piece?.leads === true ? (next?.height ?? 0) : 0);
}

function footer(paper: Paper, letter: Letter, no: number, count: number): void {
  const y = sheet.height - 28 * mm;
  paper.page
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(0.5)
    .strokeColor(ink.line)
    .stroke();
  const share = width / Math.max(letter.footer.length, 1);
  for (const [index, lines] of letter.footer.entries())
    paper.write(
      lines.join("\n"),
      { x: left + index * share, y: y + 5, width: share - 6 },
      { size: 6.8, colour: ink.quiet },
    );
  const words = letter.language === "de" ? `Seite ${no} von ${count}` : `Page ${no} of ${count}`;
  if (count > 1) paper.write(words, { x: left, y: y - 13, width }, { size: 7.5, colour: ink.quiet, align: "right" });
}

function attach({ page }: Paper, { name, bytes, description, xmp }: Attachment, at: Date): void {
  const options = {
    name,
    type: "text/xml",
    description,
    relationship: "Alternative",
    creationDate: at,
    modifiedDate: at,
  };
  // both are there, but the types of the writer do not say so
  const writer = page as unknown as {
    file: (source: Buffer, options: object) => void;
    appendXML: (xml: string) => void;
  };
  writer.file(Buffer.from(bytes), options);
  writer.appendXML(xmp);
}
