import { drawPictures, missing, type Picture } from "./draw.ts";
import { toPdf } from "./pdf/toPdf.ts";
import { toPng } from "./png.ts";
import { sizeOfPicture } from "./size.ts";

/** What a picture can be written as. */
export type PictureFormat = "svg" | "png" | "pdf";

/** One picture that is wanted. */
export interface Order {
  readonly xml: string;
  readonly format: PictureFormat;
  readonly language?: string | undefined;
  /** A plane by its own id or by that of its element; without it the first, in a PDF all. */
  readonly diagramId?: string | undefined;
  /** The title of a PDF. */
  readonly title: string;
  /** When what is drawn was made, as a PDF says it. */
  readonly createdAt: Date;
}

/**
 * Draws a model in the format that is wanted.
 *
 * @throws {Refusal} `bpmn.xml`, `diagram.missing`, `diagram.size`
 */
export async function render(order: Order, fonts: readonly Uint8Array[]): Promise<Uint8Array> {
  const { xml, language, diagramId, format } = order;
  const { pictures } = await drawPictures(xml, { language, diagramId, fonts });
  return write(pictures, order, fonts, format);
}

/**
 * Writes pictures that are drawn already in a format.
 *
 * @throws {Refusal} `diagram.missing`, `diagram.size`
 */
export async function write(
  pictures: readonly Picture[],
  { title, language = "de", createdAt, diagramId = "" }: Omit<Order, "xml" | "format">,
  fonts: readonly Uint8Array[],
  format: PictureFormat,
): Promise<Uint8Array> {
  const [first] = pictures;
  if (first === undefined) throw missing(diagramId);
  switch (format) {
    case "svg":
      sizeOfPicture(first.svg);
      return new TextEncoder().encode(first.svg);
    case "png":
      return toPng(first.svg, fonts);
    case "pdf":
      return toPdf(pictures, fonts, { title, language, createdAt });
  }
}
