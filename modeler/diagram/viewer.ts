import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type Canvas from "diagram-js/lib/core/Canvas";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";
import type EventBus from "diagram-js/lib/core/EventBus";
import minimapModule from "diagram-js-minimap";
import type Overlays from "diagram-js/lib/features/overlays/Overlays";
import type { Language } from "../api/types.ts";
import { translate, type Places } from "../words/translate.ts";
import { viewerWords } from "./elementWords.ts";
import { drawWhole } from "./drawWhole.ts";
import { fitText } from "./fitText.ts";
import { translateModel } from "./translateModel.ts";

/** The parts of bpmn-js that we use. */
export type Viewer = {
  readonly canvas: Canvas;
  readonly registry: ElementRegistry;
  readonly overlays: Overlays;
  /** The whole diagram in small, with what is seen of it. A still one has none. */
  readonly overview: Overview | null;
  /** Tells which element was clicked, its label counting as itself. Returns what ends it. */
  readonly onClick: (clicked: (id: string) => void) => () => void;
  /** Draws a diagram, with the names in the language of the page. */
  readonly show: (xml: string) => Promise<void>;
  readonly destroy: () => void;
};

/** bpmn.io's minimap, as far as we use it. */
type Overview = { readonly toggle: (isOpen?: boolean) => void };

/** Makes a viewer inside an element. `isStill` leaves the wheel to the page around it. */
export function createViewer(container: HTMLElement, isStill: boolean, language: () => Language): Viewer {
  const viewer = new NavigatedViewer({
    container,
    additionalModules: [speaking(language), fitText, ...(isStill ? [] : [minimapModule])],
    // Colours by token: the theme can change while the diagram stays.
    bpmnRenderer: {
      defaultFillColor: "var(--diagram-fill)",
      defaultStrokeColor: "var(--diagram-stroke)",
      defaultLabelColor: "var(--diagram-text)",
    },
    zoomScroll: { enabled: !isStill },
  });
  const eventBus = viewer.get<EventBus>("eventBus");
  eventBus.on("import.parse.complete", ({ definitions }: { definitions?: object }) => {
    if (definitions === undefined) return;
    drawWhole(definitions);
    translateModel(definitions, language());
  });
  return {
    canvas: viewer.get<Canvas>("canvas"),
    registry: viewer.get<ElementRegistry>("elementRegistry"),
    overlays: viewer.get<Overlays>("overlays"),
    overview: isStill ? null : viewer.get<Overview>("minimap"),
    onClick: (clicked) => {
      const onClick = (event: object) => clicked(clickedId(event));
      eventBus.on("element.click", onClick);
      return () => eventBus.off("element.click", onClick);
    },
    show: async (xml) => {
      await viewer.importXML(xml);
    },
    destroy: () => viewer.destroy(),
  };
}

/** A module that makes bpmn-js speak our words. */
function speaking(language: () => Language) {
  const say = (text: string, places?: Places) =>
    translate(viewerWords[text] ?? { de: text, en: text }, language(), places);
  return { translate: ["value", say] };
}

function clickedId(event: object): string {
  const element: unknown = Reflect.get(event, "element");
  const id: unknown = typeof element === "object" && element !== null ? Reflect.get(element, "id") : "";
  return String(id).replace(/_label$/, "");
}
