import type Clipboard from "diagram-js/lib/features/clipboard/Clipboard";
import type Canvas from "diagram-js/lib/core/Canvas";
import type EventBus from "diagram-js/lib/core/EventBus";
import { many, one } from "./moddle.ts";
import type { Moddle } from "./moddle.ts";

type Factory = { readonly create: (type: string, properties: object) => Moddle };

const place = "ablauf.clipboard";
const origin = "ablauf.clipboard.from";
const early = 2050;

/** What is copied goes into the browser's storage, so that it can be pasted into another process in another tab. */
class SharedClipboard {
  static $inject = ["eventBus", "clipboard", "moddle", "canvas"];

  constructor(eventBus: EventBus, clipboard: Clipboard, moddle: Factory, canvas: Canvas) {
    const here = () => keyOf(canvas.getRootElement()?.businessObject as Moddle | undefined); // as bpmn-js draws it
    eventBus.on("copyPaste.elementsCopied", ({ tree }: { tree?: object }) => {
      localStorage.setItem(place, JSON.stringify(tree));
      localStorage.setItem(origin, here());
    });
    eventBus.on("copyPaste.pasteElements", early, () => {
      const copied = localStorage.getItem(place);
      if (copied !== null) clipboard.set(JSON.parse(copied, revive(moddle)));
    });
    eventBus.on("commandStack.elements.create.postExecuted", ({ context }: { context: Created }) => {
      const from = localStorage.getItem(origin) ?? "";
      if (context.hints?.createElementsBehavior !== false || from === here()) return;
      eventBus.fire(pasted, { ids: context.elements.map(({ id }) => id), from });
    });
  }
}

type Created = {
  readonly elements: readonly { readonly id: string }[];
  readonly hints?: { readonly createElementsBehavior?: boolean };
};

/** Fired when elements of another process have been pasted: `ids` of what was drawn, and `from` which process. */
export const pasted = "ablauf.pasted";

/** The key of the process that a root shows. */
function keyOf(root: Moddle | undefined): string {
  if (root === undefined) return "";
  const [participant] = many(root, "participants").flatMap((each) => one(each, "processRef") ?? []);
  return (participant ?? root).id ?? "";
}

/** Makes model elements of what was written as JSON. Those with an id are made once, however often they are mentioned. */
function revive(moddle: Factory): (key: string, value: unknown) => unknown {
  const known = new Map<string, Moddle>();
  return (_, value) => {
    if (typeof value !== "object" || value === null || !("$type" in value)) return value;
    const { $type: type, ...properties } = value as Moddle; // written by `elementsCopied` above
    const before = properties.id === undefined ? undefined : known.get(properties.id);
    if (before !== undefined) return before;
    const element = moddle.create(type, properties);
    if (properties.id !== undefined) known.set(properties.id, element);
    return element;
  };
}

/** The module that shares the clipboard between processes. */
export const clipboardModule = { __init__: ["sharedClipboard"], sharedClipboard: ["type", SharedClipboard] };
