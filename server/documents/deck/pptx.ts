import pptxgen from "pptxgenjs";
import { page, palette } from "./shapes.ts";
import type { Bars, Shape, Slide } from "./shapes.ts";

/** What a deck says of itself. */
export interface DeckTitle {
  readonly title: string;
  readonly author: string;
}

const font = "Arial";

/** The package is CommonJS that speaks ECMAScript: its class stands under `default` for types and as itself at run time. */
const Presentation = pptxgen as unknown as typeof pptxgen.default;
type Target = ReturnType<InstanceType<typeof Presentation>["addSlide"]>;

/** Slides as a PowerPoint file whose charts can be edited like any other. */
export async function writePptx(slides: readonly Slide[], { title, author }: DeckTitle): Promise<Buffer> {
  const deck = new Presentation();
  deck.defineLayout({ name: "wide", width: page.width, height: page.height });
  deck.layout = "wide";
  deck.title = title;
  deck.author = author;
  for (const [index, slide] of slides.entries()) {
    const target = deck.addSlide();
    target.background = { color: palette.paper };
    if (slide.isCover !== true) frame(target, slide, { number: index + 1, author });
    for (const shape of slide.shapes) draw(target, shape);
  }
  return (await deck.write({ outputType: "nodebuffer" })) as Buffer; // as asked for
}

function frame(
  target: Target,
  { title }: Slide,
  { number, author }: { readonly number: number; readonly author: string },
): void {
  const { margin, width } = page;
  draw(target, { kind: "text", x: margin, y: 0.45, w: width - 2 * margin, h: 0.6, text: title, size: 26, bold: true });
  draw(target, { kind: "rect", x: margin, y: 1.08, w: 0.9, h: 0.05, fill: palette.accent });
  const foot = { kind: "text", y: 6.98, h: 0.3, size: 10, color: palette.muted } as const;
  draw(target, { ...foot, x: margin, w: 9, text: author });
  draw(target, { ...foot, x: width - margin - 1, w: 1, text: String(number), align: "right" });
}

function draw(target: Target, shape: Shape): void {
  const { x, y, w, h } = shape;
  switch (shape.kind) {
    case "text": {
      const { size, bold = false, color = palette.ink, align = "left" } = shape;
      target.addText(shape.text, {
        x,
        y,
        w,
        h,
        fontFace: font,
        fontSize: size,
        bold,
        color,
        align,
        valign: "middle",
        margin: 0,
      });
      return;
    }
    case "rect":
      target.addShape("rect", { x, y, w, h, fill: { color: shape.fill }, line: { type: "none" } });
      return;
    case "dot":
      target.addShape("ellipse", { x, y, w, h, fill: { color: shape.fill }, line: { type: "none" } });
      return;
    case "bars":
      chart(target, shape, shape.chart);
  }
}

function chart(target: Target, { x, y, w, h }: Shape, { title, isStacked, categories, series }: Bars): void {
  const rows = series.map(({ name, values }) => ({ name, labels: [...categories], values: [...values] }));
  target.addChart("bar", rows, {
    x,
    y,
    w,
    h,
    barGrouping: isStacked ? "stacked" : "clustered",
    chartColors: series.map(({ color }) => color),
    showTitle: true,
    title,
    titleFontFace: font,
    titleFontSize: 14,
    titleColor: palette.muted,
    showLegend: series.length > 1,
    legendPos: "b",
    legendFontFace: font,
    legendFontSize: 12,
    catAxisLabelFontFace: font,
    catAxisLabelFontSize: 12,
    valAxisLabelFontFace: font,
    valAxisLabelFontSize: 12,
    valAxisMinVal: 0,
    valAxisLabelFormatCode: "#,##0",
    valGridLine: { color: palette.line, size: 0.5 },
  });
}
