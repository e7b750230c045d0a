import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fromWoff } from "../../base/fonts/woff.ts";
import type { Fonts } from "../../documents/quote/sheet.ts";

/** Arimo (SIL Open Font License 1.1), as TrueType; read from the package, so that documents are the same on every machine. */
export async function readFonts(): Promise<Fonts> {
  const [plain, bold] = await Promise.all([readFont(400), readFont(700)]);
  return { plain, bold };
}

async function readFont(weight: 400 | 700): Promise<Uint8Array> {
  const { resolve } = createRequire(import.meta.url);
  return fromWoff(await readFile(resolve(`@fontsource/arimo/files/arimo-latin-${weight}-normal.woff`)));
}
