import Pdf from "pdfkit";
import type { DeckTitle } from "./pptx.ts";
import { page, palette } from "./shapes.ts";
import type { Bars, Shape, Slide } from "./shapes.ts";

/** TrueType fonts in which a deck is written. */
export interface DeckFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

type Paper = InstanceType<typeof Pdf>;
const inch = 72;

/** The same slides as a PDF, drawn as the PowerPoint file shows them. */
export function writePdf(slides: readonly Slide[], title: DeckTitle, fonts: DeckFonts): Promise<Buffer> {
  const paper = new Pdf({
    size: [page.width * inch, page.height * inch],
    margin: 0,
    autoFirstPage: false,
    info: { Title: title.title, Author: title.author },
  });
  paper.registerFont("regular", Buffer.from(fonts.regular));
  paper.registerFont("bold", Buffer.from(fonts.bold));
  for (const [index, slide] of slides.entries()) {
    paper.addPage();
    if (slide.isCover !== true) frame(paper, slide, { number: index + 1, author: title.author });
    for (const shape of slide.shapes) draw(paper, shape);
  }
  return collected(paper);
}

function collected(paper: Paper): Promise<Buffer> {
  const pieces: Buffer[] = [];
  return new Promise((resolve, reject) => {
    paper.on("data", (piece: Buffer) => pieces.push(piece));
    paper.on("end", () => resolve(Buffer.concat(pieces)));
    paper.on("error", reject);
    paper.end();
  });
}

function frame(
  paper: Paper,
  { title }: Slide,
  { number, author }: { readonly number: number; readonly author: string },
): void {
  const { margin, width } = page;
  draw(paper, { kind: "text", x: margin, y: 0.45, w: width - 2 * margin, h: 0.6, text: title, size: 26, bold: true });
  draw(paper, { kind: "rect", x: margin, y: 1.08, w: 0.9, h: 0.05, fill: palette.accent });
  const foot = { kind: "text", y: 6.98, h: 0.3, size: 10, color: palette.muted } as const;
  draw(paper, { ...foot, x: margin, w: 9, text: author });
  draw(paper, { ...foot, x: width - margin - 1, w: 1, text: String(number), align: "right" });
}

function draw(paper: Paper, shape: Shape): void {
  const [x, y, w, h] = [shape.x * inch, shape.y * inch, shape.w * inch, shape.h * inch];
  switch (shape.kind) {
    case "text": {
      paper
        .font(shape.bold === true ? "bold" : "regular")
        .fontSize(shape.size)
        .fillColor(`#${shape.color ?? palette.ink}`);
      const high = Math.min(h, paper.heightOfString(shape.text, { width: w }));
      paper.text(shape.text, x, y + (h - high) / 2, {
        width: w,
        height: h,
        align: shape.align ?? "left",
        ellipsis: true,
      });
      return;
    }
    case "rect":
      paper.rect(x, y, w, h).fill(`#${shape.fill}`);
      return;
    case "dot":
      paper.ellipse(x + w / 2, y + h / 2, w / 2, h / 2).fill(`#${shape.fill}`);
      return;
    case "bars":
      bars(paper, { x: shape.x, y: shape.y, w: shape.w, h: shape.h }, shape.chart);
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Title above, axis at the left, categories below, legend at the foot. */
function bars(paper: Paper, { x, y, w, h }: Place, chart: Bars): void {
  const { title, isStacked, categories, series } = chart;
  draw(paper, { kind: "text", x, y, w, h: 0.35, text: title, size: 14, color: palette.muted, align: "center" });
  const field = { x: x + 0.9, y: y + 0.5, w: w - 1, h: h - 1.35 };
  const tops = categories.map((_, index) => {
    const values = series.map(({ values: all }) => all[index] ?? 0);
    return isStacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  const top = roundUp(Math.max(...tops, 1));
  axis(paper, field, top);
  const slot = field.w / Math.max(1, categories.length);
  for (const [index, category] of categories.entries()) {
    const left = field.x + index * slot;
    columnOf(paper, { x: left + slot * 0.2, y: field.y, w: slot * 0.6, h: field.h }, { chart, index, top });
    draw(paper, {
      kind: "text",
      x: left,
      y: field.y + field.h + 0.05,
      w: slot,
      h: 0.25,
      text: category,
      size: Math.min(11, (slot * 72) / (category.length * 0.62)),
      align: "center",
    });
  }
  if (series.length > 1) legend(paper, { x: field.x, y: y + h - 0.4, w: field.w, h: 0.3 }, chart);
}

function axis(paper: Paper, field: Place, top: number): void {
  for (let tick = 0; tick <= 4; tick += 1) {
    const at = field.y + field.h * (1 - tick / 4);
    draw(paper, { kind: "rect", x: field.x, y: at, w: field.w, h: 0.007, fill: palette.line });
    const text = ((top / 4) * tick).toLocaleString("de-DE", { maximumFractionDigits: 1 });
    const place = { x: field.x - 0.9, y: at - 0.12, w: 0.8, h: 0.24 };
    draw(paper, { kind: "text", ...place, text, size: 11, color: palette.muted, align: "right" });
  }
}

function columnOf(
  paper: Paper,
  place: Place,
  { chart, index, top }: { readonly chart: Bars; readonly index: number; readonly top: number },
): void {
  const { series, isStacked } = chart;
  const wide = isStacked ? place.w : place.w / series.length;
  let base = 0;
  for (const [no, { values, color }] of series.entries()) {
    const high = ((values[index] ?? 0) / top) * place.h;
    const left = isStacked ? place.x : place.x + no * wide;
    draw(paper, { kind: "rect", x: left, y: place.y + place.h - base - high, w: wide, h: high, fill: color });
    if (isStacked) base += high;
  }
}

function legend(paper: Paper, { x, y, w }: Place, { series }: Bars): void {
  const each = Math.min(2.5, w / series.length);
  const from = x + (w - each * series.length) / 2;
  for (const [index, { name, color }] of series.entries()) {
    const left = from + index * each;
    draw(paper, { kind: "rect", x: left, y: y + 0.06, w: 0.16, h: 0.16, fill: color });
    draw(paper, { kind: "text", x: left + 0.25, y, w: each - 0.3, h: 0.3, text: name, size: 12 });
  }
}

/** The next number that divides well into four. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 6, 8, 10].find((each) => each * power >= value) ?? 10;
  return Math.max(4, step * power);
}
