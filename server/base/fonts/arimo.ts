import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fromWoff } from "./woff.ts";

/** The parts that Arimo is published in; the first that has a character writes it. */
const parts = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese", "hebrew"];

/**
 * Arimo (SIL Open Font License 1.1) as TrueType files: as wide as Arial, which bpmn-js draws with, so lines break where
 * they break on the screen. Read from the package, never from the machine: pictures and documents are the same everywhere.
 */
export function readFonts(weight: 400 | 700 = 400): Promise<Uint8Array[]> {
  const { resolve } = createRequire(import.meta.url);
  return Promise.all(
    parts.map(async (part) =>
      fromWoff(await readFile(resolve(`@fontsource/arimo/files/arimo-${part}-${weight}-normal.woff`))),
    ),
  );
}
