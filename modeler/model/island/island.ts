import { CreateAppendAnythingModule } from "bpmn-js-create-append-anything";
import BpmnModeler from "bpmn-js/lib/Modeler";
import type Canvas from "diagram-js/lib/core/Canvas";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";
import type EventBus from "diagram-js/lib/core/EventBus";
import type CommandStack from "diagram-js/lib/command/CommandStack";
import type Overlays from "diagram-js/lib/features/overlays/Overlays";
import type Selection from "diagram-js/lib/features/selection/Selection";
import type { Element } from "diagram-js/lib/model/Types";
import gridModule from "diagram-js-grid";
import minimapModule from "diagram-js-minimap";
import zeebeModdle from "zeebe-bpmn-moddle/resources/zeebe.json" with { type: "json" };
import type { Language } from "../../api/types.ts";
import { drawWhole } from "../../diagram/drawWhole.ts";
import { fitText } from "../../diagram/fitText.ts";
import { translate, type Places } from "../../words/translate.ts";
import { ablaufModdle } from "./ablaufModdle.ts";
import { clipboardModule } from "./clipboard.ts";
import { templateMenuModule } from "../templates/templateMenu.ts";
import { connectorMenuModule } from "./connectorMenu.ts";
import { diagramWords } from "./diagramWords.ts";
import { insertBetweenModule } from "./insertBetween.ts";
import type { Moddle } from "./moddle.ts";
import { exchangeNames } from "./speech.ts";
import { Together } from "./write.ts";

/** bpmn-js' modeler with the parts of it that our screens use; everything else of it stays inside. */
export type Island = {
  readonly modeler: BpmnModeler;
  readonly canvas: Canvas;
  readonly registry: ElementRegistry;
  readonly overlays: Overlays;
  readonly events: EventBus;
  readonly stack: CommandStack;
  readonly selection: Selection;
  readonly language: Language;
  /** Draws a file. What could not be understood comes back as texts. */
  readonly open: (xml: string) => Promise<readonly string[]>;
  /** The file as it is drawn now, names back in their places. */
  readonly save: () => Promise<string>;
  /** Takes over what is being written into the drawing. */
  readonly finishWriting: () => void;
  readonly destroy: () => void;
};

/** What we use of diagram-js-direct-editing. */
type DirectEditing = { readonly isActive: () => boolean; readonly complete: () => void };

/** Makes a modeler in an element that speaks a language. */
export function createIsland(container: HTMLElement, language: Language): Island {
  const modeler = new BpmnModeler(optionsOf(container, language));
  const exchange = () => {
    if (language === "en") exchangeNames(modeler.getDefinitions());
  };
  modeler.get<CommandStack>("commandStack").registerHandler("ablauf.together", Together);
  const events = modeler.get<EventBus>("eventBus");
  events.on("import.parse.complete", ({ definitions }: { definitions?: object }) => {
    if (definitions === undefined) return;
    drawWhole(definitions);
    if (language === "en") exchangeNames(definitions);
  });
  return {
    modeler,
    canvas: modeler.get<Canvas>("canvas"),
    registry: modeler.get<ElementRegistry>("elementRegistry"),
    overlays: modeler.get<Overlays>("overlays"),
    events,
    stack: modeler.get<CommandStack>("commandStack"),
    selection: modeler.get<Selection>("selection"),
    language,
    open: async (xml) => (await modeler.importXML(xml)).warnings.map(String),
    save: async () => {
      // moddle writes before it returns its promise. The names are back before anybody else can ask for the file.
      exchange();
      const written = modeler.saveXML({ format: true });
      exchange();
      return (await written).xml ?? "";
    },
    finishWriting: () => {
      const writing = modeler.get<DirectEditing>("directEditing");
      if (writing.isActive()) writing.complete();
    },
    destroy: () => modeler.destroy(),
  };
}

function optionsOf(container: HTMLElement, language: Language) {
  return {
    container,
    additionalModules: [
      { translate: ["value", say(language)] },
      CreateAppendAnythingModule,
      minimapModule,
      gridModule,
      clipboardModule,
      insertBetweenModule,
      connectorMenuModule(language),
      templateMenuModule(language),
      fitText,
    ],
    moddleExtensions: { zeebe: zeebeModdle, ablauf: ablaufModdle },
    bpmnRenderer: {
      defaultFillColor: "var(--diagram-fill)",
      defaultStrokeColor: "var(--diagram-stroke)",
      defaultLabelColor: "var(--diagram-text)",
    },
    keyboard: { bind: true },
  };
}

/** The moddle element behind a drawn one. */
export function modelOf(element: Element | undefined): Moddle | undefined {
  return element?.businessObject as Moddle | undefined; // bpmn-js draws nothing without one
}

function say(language: Language) {
  return (text: string, places?: Places) => translate(diagramWords[text] ?? { de: text, en: text }, language, places);
}
