import type { Element } from "diagram-js/lib/model/Types";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import type { Island } from "../island/island.ts";
import { modelOf } from "../island/island.ts";
import { one } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import { make, setModel, setOwn, together, type Place } from "../island/write.ts";
import { extensionsOf, withValues } from "./bound.ts";
import { adopt } from "./fill.ts";
import { appliedValues, targetOf, type Written } from "./values.ts";

type Replace = { readonly replaceElement: (element: Element, target: { readonly type: string }) => Element };

/** Writes values where the bindings of a template say; one step for undo. */
export function writeValues(place: Place, values: Written): void {
  const { island, owner } = place;
  together(island, () => {
    const extensions = withValues(extensionsOf(owner), values, (type, properties) =>
      make(island, undefined, type, properties),
    );
    setExtensions(place, extensions);
    for (const [{ type, name = "" }, value] of values) if (type === "property") setOwn(place, { [name]: value });
  });
}

/** Makes an element one of a template, of another kind where the template asks for it; one step for undo. */
export function applyTemplate(island: Island, element: Element, kept: KeptTemplate): void {
  together(island, () => {
    const type = targetOf(kept.template);
    const target =
      modelOf(element)?.$type === type
        ? element
        : island.modeler.get<Replace>("bpmnReplace").replaceElement(element, { type });
    const owner = modelOf(target);
    if (owner === undefined) return;
    const place = { island, element: target, owner };
    writeValues(place, appliedValues(owner, kept.template));
    link(place, kept);
  });
}

/** Says which template an element is of; nothing makes it one of its own, with all that is set. */
export function link(place: Place, kept: KeptTemplate | null): void {
  setOwn(place, {
    "zeebe:modelerTemplate": kept?.key,
    "zeebe:modelerTemplateVersion": kept?.version,
  });
}

function setExtensions(place: Place, values: readonly Moddle[]): void {
  const holder = one(place.owner, "extensionElements");
  if (holder !== undefined && values.length > 0) {
    adopt(holder, values);
    return setModel(place, holder, { values });
  }
  if (values.length === 0) return setModel(place, place.owner, { extensionElements: undefined });
  const made = make(place.island, place.owner, "bpmn:ExtensionElements", { values });
  adopt(made, values);
  setModel(place, place.owner, { extensionElements: made });
}
