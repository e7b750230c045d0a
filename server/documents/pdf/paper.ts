import type { Font } from "fontkit";
import PdfWriter from "pdfkit";
import { openFonts, runs, widthOf } from "../../base/fonts/runs.ts";
import type { Run } from "../../base/fonts/runs.ts";

/** Fonts as TrueType files; the first that has a character writes it. */
export interface Fonts {
  readonly regular: readonly Uint8Array[];
  readonly bold: readonly Uint8Array[];
}

/** How text looks. Sizes in points. */
export interface Style {
  readonly size?: number;
  readonly isBold?: boolean;
  readonly colour?: string;
  readonly align?: "left" | "right" | "center";
}

/** The colours of documents: dark text, quiet labels, lines, and one accent. */
export const ink = { text: "#1f2933", quiet: "#616e7c", line: "#cbd2d9", accent: "#0b5394", shade: "#f3f6f9" } as const;

/** Points of a millimetre. */
export const mm = 72 / 25.4;
/** A4 in points. */
export const sheet = { width: 210 * mm, height: 297 * mm } as const;

const leading = 1.32;

/** Pages to write on, with text in several fonts that breaks its own lines. */
export interface Paper {
  readonly page: PDFKit.PDFDocument;
  /** Text broken into lines of a width. */
  readonly lines: (text: string, width: number, style?: Style) => string[];
  /** How high text is in a width. */
  readonly heightOf: (text: string, width: number, style?: Style) => number;
  /** How wide a line is. */
  readonly widthOf: (text: string, style?: Style) => number;
  /** Writes text at a place. @returns the height it took */
  readonly write: (text: string, at: Box, style?: Style) => number;
}

/** A place on a page, in points from the upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** What a PDF says of itself. */
export interface PaperInformation {
  /** Without the signs that XML wants written otherwise. */
  readonly title: string;
  /** BCP 47, as `de`. */
  readonly language: string;
  readonly createdAt: Date;
}

/** Opens paper: PDF/A-3b (ISO 19005-3), A4, fonts embedded. The same words give the same bytes. */
export function openPaper(fonts: Fonts, information: PaperInformation): Paper {
  const page = new PdfWriter({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: "1.7",
    subset: "PDF/A-3b",
    lang: information.language,
    displayTitle: true,
    margin: 0,
    // no font to begin with: a standard one would not be embedded, and one of ours would be opened anew for each word
    font: null as never,
    info: {
      Title: information.title.replaceAll(/[<>&]/g, " "),
      Producer: "Ablauf",
      Creator: "Ablauf",
      CreationDate: information.createdAt,
      ModDate: information.createdAt,
    },
  });
  for (const weight of ["regular", "bold"] as const)
    for (const [index, font] of fonts[weight].entries()) page.registerFont(`${weight}-${index}`, Buffer.from(font));
  const faces = { regular: openFonts(fonts.regular), bold: openFonts(fonts.bold) };
  return onPage(page, faces);
}

interface Faces {
  readonly regular: readonly Font[];
  readonly bold: readonly Font[];
}

/** A word of one font, with its width in parts of the font's size. */
interface Word extends Run {
  readonly em: number;
}

type Measure = (text: string, style: Style) => Word[];

function onPage(page: PDFKit.PDFDocument, faces: Faces): Paper {
  const wordsOf = measuring(faces);
  const width = (text: string, style: Style = {}): number =>
    wordsOf(text, style).reduce((sum, { em }) => sum + em, 0) * (style.size ?? 9);
  const lines: Paper["lines"] = (text, most, style) =>
    text.split(/\r?\n/).flatMap((paragraph) => broken(paragraph, (part) => width(part, style) <= most));
  const write: Paper["write"] = (text, at, style = {}) => {
    const height = (style.size ?? 9) * leading;
    const all = lines(text, at.width, style);
    for (const [index, line] of all.entries()) {
      const space = at.width - width(line, style);
      const shift = style.align === "right" ? space : style.align === "center" ? space / 2 : 0;
      drawLine(page, wordsOf(line, style), { ...at, x: at.x + shift, y: at.y + index * height }, style);
    }
    return all.length * height;
  };
  const heightOf: Paper["heightOf"] = (text, most, style = {}) =>
    lines(text, most, style).length * (style.size ?? 9) * leading;
  return { page, lines, heightOf, widthOf: width, write };
}

/** Each word is measured once: a line that breaks is tried again with every word that might still fit. */
function measuring(faces: Faces): Measure {
  const known = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  return (text, { isBold = false }) => {
    const weight = isBold ? "bold" : "regular";
    return runs(text, faces[weight]).map((run) => {
      const em = known[weight].get(run.text) ?? widthOf(run);
      known[weight].set(run.text, em);
      return { ...run, em };
    });
  };
}

function drawLine(page: PDFKit.PDFDocument, line: readonly Word[], at: Box, style: Style): void {
  const { size = 9, isBold = false, colour = ink.text } = style;
  page.fillColor(colour).fontSize(size);
  let { x } = at;
  for (const { text, index, em } of line) {
    page
      .font(`${isBold ? "bold" : "regular"}-${index}`)
      .text(text, x, at.y + size, { lineBreak: false, baseline: "alphabetic" });
    x += em * size;
  }
}

/** Breaks a paragraph between words, and within words that are too long for any line. */
function broken(paragraph: string, fits: (text: string) => boolean): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(/(?<=[\s-])/)) {
    if (fits((line + word).trimEnd())) {
      line += word;
      continue;
    }
    if (line !== "") lines.push(line.trimEnd());
    line = word;
    while (!fits(line.trimEnd()) && line.length > 1) {
      const cut = longestFit(line, fits);
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return [...lines, line.trimEnd()];
}

function longestFit(text: string, fits: (text: string) => boolean): number {
  let cut = 1;
  while (cut < text.length && fits(text.slice(0, cut + 1))) cut += 1;
  return cut;
}

/** Ends the paper. @returns the file */
export async function closePaper({ page }: Paper): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  page.end();
  for await (const part of page) parts.push(part as Buffer); // the writer is a stream of buffers
  return Buffer.concat(parts);
}
