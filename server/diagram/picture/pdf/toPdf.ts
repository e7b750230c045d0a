import PdfWriter from "pdfkit";
import type { Picture } from "../draw.ts";
import { openFonts } from "../../../base/fonts/runs.ts";
import { sizeOfPicture } from "../size.ts";
import { drawElement, type Paper } from "./draw.ts";
import { readSvg, type SvgElement } from "./svgTree.ts";

/** What a PDF says of itself. */
export interface PdfInformation {
  readonly title: string;
  /** BCP 47, as `de`. */
  readonly language: string;
  readonly createdAt: Date;
}

/** Points (1/72 inch) of a pixel of a diagram (1/96 inch). */
const pointsPerPixel = 0.75;
/** Longer sides than 200 inches are beyond the format (ISO 32000-1, annex C). */
const longestSide = 14_400;

/**
 * Pictures as one PDF, a page for each plane and a bookmark to it: lines stay lines and text stays text, its fonts are
 * embedded, and each page is tagged as a figure with its name. Written as PDF/A-2b (ISO 19005-2).
 *
 * The same pictures with the same information give the same bytes.
 *
 * @throws {Refusal} `diagram.size` when a picture has no size that can be shown
 */
export async function toPdf(
  pictures: readonly Picture[],
  fonts: readonly Uint8Array[],
  information: PdfInformation,
): Promise<Uint8Array> {
  const page = new PdfWriter({
    autoFirstPage: false,
    pdfVersion: "1.7",
    subset: "PDF/A-2b",
    tagged: true,
    lang: information.language,
    displayTitle: true,
    font: Buffer.from(fonts[0] ?? []) as never, // a font of the standard ones would not be embedded
    info: {
      Title: information.title,
      Producer: "Ablauf",
      Creator: "Ablauf with bpmn-js",
      CreationDate: information.createdAt,
      ModDate: information.createdAt,
    },
  });
  const written = collect(page);
  for (const [index, font] of fonts.entries()) page.registerFont(`face-${index}`, Buffer.from(font));
  const faces = openFonts(fonts);
  const book = page.struct("Document");
  page.addStructure(book);
  for (const picture of pictures) addPicture({ page, faces, markers: new Map() }, picture, book);
  book.end();
  page.end();
  return written;
}

function addPicture(paper: Paper, picture: Picture, book: PDFKit.PDFStructureElement): void {
  const { page } = paper;
  const { x, y, width, height } = sizeOfPicture(picture.svg);
  const scale = Math.min(pointsPerPixel, longestSide / width, longestSide / height);
  page.addPage({ size: [width * scale, height * scale], margin: 0 });
  page.outline.addItem(picture.name);
  const root = readSvg(picture.svg);
  const markers = new Map(markersIn(root).map((marker) => [marker.attributes["id"] ?? "", marker]));
  const figure = page.struct("Figure", { alt: picture.name }, () => {
    page.save();
    page.scale(scale).translate(-x, -y);
    drawElement({ ...paper, markers }, root);
    page.restore();
  });
  book.add(figure);
  figure.end();
}

function markersIn(element: SvgElement): SvgElement[] {
  const below = element.children.flatMap(markersIn);
  return element.name === "marker" ? [element, ...below] : below;
}

async function collect(page: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of page) parts.push(part as Buffer); // the writer is a stream of buffers
  return Buffer.concat(parts);
}
