import { drawPictures, missing, type Picture } from "./draw.ts";
import { toPdf } from "./pdf/toPdf.ts";
import { toPng } from "./png.ts";
import { sizeOfPicture } from "./size.ts";

/** What a picture can be written as. */
export type PictureFormat = "svg" | "png" | "pdf";

/** Pictures that are wanted of one model. */
export interface Order {
  readonly xml: string;
  readonly formats: readonly PictureFormat[];
  readonly language?: string | undefined;
  /** A plane by its own id or by that of its element; without it all. */
  readonly diagramId?: string | undefined;
  /** The title of a PDF. */
  readonly title: string;
  /** When what is drawn was made, as a PDF says it. */
  readonly createdAt: Date;
}

/** A picture as a file. */
export interface PictureFile {
  readonly format: PictureFormat;
  /** The element whose plane it shows; of a PDF, which shows all, the first. */
  readonly plane: string;
  readonly bytes: Uint8Array;
}

/**
 * Draws a model in the formats that are wanted: a file for each plane, and one PDF with a page for each.
 *
 * @throws {Refusal} `bpmn.xml`, `diagram.missing`, `diagram.size`
 */
export async function render(order: Order, fonts: readonly Uint8Array[]): Promise<PictureFile[]> {
  const { xml, language, diagramId, formats } = order;
  const { pictures } = await drawPictures(xml, { language, diagramId, fonts });
  if (pictures.length === 0) throw missing(diagramId ?? "");
  // All formats refuse what cannot be shown, not only those that would fail on it.
  for (const picture of pictures) sizeOfPicture(picture.svg);
  const files = await Promise.all(formats.map((format) => write(pictures, order, fonts, format)));
  return files.flat();
}

async function write(
  pictures: readonly Picture[],
  { title, language = "de", createdAt }: Order,
  fonts: readonly Uint8Array[],
  format: PictureFormat,
): Promise<PictureFile[]> {
  switch (format) {
    case "svg":
      return pictures.map(({ id, svg }) => ({ format, plane: id, bytes: new TextEncoder().encode(svg) }));
    case "png":
      return pictures.map(({ id, svg }) => ({ format, plane: id, bytes: toPng(svg, fonts) }));
    case "pdf":
      return [
        { format, plane: pictures[0]?.id ?? "", bytes: await toPdf(pictures, fonts, { title, language, createdAt }) },
      ];
  }
}
