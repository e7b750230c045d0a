import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import tokenSimulation from "bpmn-js-token-simulation/lib/viewer.js";
import type Canvas from "diagram-js/lib/core/Canvas";
import type EventBus from "diagram-js/lib/core/EventBus";
import type { Language } from "../../api/types.ts";
import { drawWhole } from "../../diagram/drawWhole.ts";
import { fitText } from "../../diagram/fitText.ts";
import { ablaufModdle } from "../island/ablaufModdle.ts";
import { exchangeNames } from "../island/speech.ts";
import { simulationWords } from "./simulationWords.ts";

type ToggleMode = { readonly toggleMode: (isActive: boolean) => void };

const palette = 80;
const smallest = 0.45;
const readable = 0.7;

/** What the simulator would write into a list of its own, which we do not show. */
const silentLog = { log: () => undefined, toggle: () => undefined };

/** Shows a file with tokens that run through it; events are triggered and gateways set by clicking. Returns what ends it. */
export function simulate(container: HTMLElement, xml: string, language: Language): () => void {
  const viewer = new NavigatedViewer({
    container,
    additionalModules: [tokenSimulation, fitText, { log: ["value", silentLog], neutralElementColors: ["value", null] }],
    moddleExtensions: { ablauf: ablaufModdle },
    bpmnRenderer: {
      defaultFillColor: "var(--diagram-fill)",
      defaultStrokeColor: "var(--diagram-stroke)",
      defaultLabelColor: "var(--diagram-text)",
    },
  });
  viewer.get<EventBus>("eventBus").on("import.parse.complete", ({ definitions }: { definitions?: object }) => {
    if (definitions === undefined) return;
    drawWhole(definitions);
    if (language === "en") exchangeNames(definitions);
  });
  const stopTranslating = translateAll(container, language);
  let isOver = false;
  void viewer.importXML(xml).then(() => {
    if (isOver) return;
    const canvas = viewer.get<Canvas>("canvas");
    canvas.zoom("fit-viewport");
    const { inner, outer, scale } = canvas.viewbox();
    const zoom = scale < smallest ? readable : Math.min(1, scale * 0.85);
    const [width, height] = [outer.width / zoom, outer.height / zoom];
    canvas.viewbox({
      x: inner.x - Math.max(palette / zoom, (width - inner.width) / 2),
      y: inner.y - (height - inner.height) / 2,
      width,
      height,
    });
    viewer.get<ToggleMode>("toggleMode").toggleMode(true);
  });
  return () => {
    isOver = true;
    stopTranslating();
    viewer.destroy();
  };
}

/** The simulator knows no other language than English: what it writes into the page is put into words of ours. */
function translateAll(container: HTMLElement, language: Language): () => void {
  const translate = () => {
    for (const node of container.querySelectorAll<HTMLElement>("[class*='bts-'] [title], [class*='bts-'][title]")) {
      const text = simulationWords[node.title.replace(/ = .*$/, "")];
      if (text !== undefined && node.title !== text[language]) node.title = text[language];
    }
    for (const node of container.querySelectorAll<HTMLElement>(".bts-notification .bts-text")) {
      const text = simulationWords[node.textContent?.trim() ?? ""];
      if (text !== undefined && node.textContent !== text[language]) node.textContent = text[language];
    }
  };
  const observer = new MutationObserver(translate);
  observer.observe(container, { childList: true, subtree: true, attributes: true, attributeFilter: ["title"] });
  return () => observer.disconnect();
}
