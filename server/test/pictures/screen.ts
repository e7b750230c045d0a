import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { openChromium } from "../chromium.ts";

/** A plane as bpmn-js shows it in Chromium. */
export interface Shown {
  /** The element whose plane it is. */
  readonly plane: string;
  /** What its own `saveSVG` writes. */
  readonly svg: string;
}

/** bpmn-js in Chromium. */
export interface Screen {
  /** Every plane that importing a file opens; null when it opens none. */
  draw(xml: string): Promise<readonly Shown[] | null>;
  close(): Promise<void>;
}

/** Opens Chromium with bpmn-js' viewer and with the given fonts in the place of Arial. */
export async function openScreen(fonts: readonly Uint8Array[]): Promise<Screen> {
  const browser = await openChromium();
  const page = await pageOf(browser, fonts);
  return {
    draw: (xml) => page.evaluate<readonly Shown[] | null>(`draw(${JSON.stringify(xml)})`),
    close: () => browser.close(),
  };
}

const drawing = `async (xml) => {
  const viewer = new BpmnJS({ container: document.body, width: 1000, height: 800 });
  try {
    if (await viewer.importXML(xml).then(() => false, () => true)) return null;
    const canvas = viewer.get("canvas");
    const first = canvas.getRootElement();
    const shown = [];
    for (const root of [first, ...canvas.getRootElements().filter((each) => each !== first)]) {
      canvas.setRootElement(root);
      shown.push({ plane: root.businessObject.id, svg: (await viewer.saveSVG()).svg });
    }
    return shown;
  } finally {
    viewer.destroy();
  }
}`;

async function pageOf(browser: Browser, fonts: readonly Uint8Array[]): Promise<Page> {
  const page = await browser.newPage();
  const faces = fonts.map(
    (font) =>
      `@font-face { font-family: Arial; src: url(data:font/ttf;base64,${Buffer.from(font).toString("base64")}); }`,
  );
  const script = createRequire(import.meta.url).resolve("bpmn-js/dist/bpmn-viewer.production.min.js");
  // The last face of a family is asked first. All of them must be loaded before anything is measured.
  await page.setContent(`<style>${faces.toReversed().join("\n")}</style><p style="font-family: Arial">Aąя</p>`);
  await page.addScriptTag({ content: await readFile(script, "utf8") });
  await page.evaluate(
    `window.draw = ${drawing}; Promise.all([...document.fonts].map((face) => face.load())).then(() => undefined)`,
  );
  return page;
}
