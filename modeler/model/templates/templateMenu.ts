import type { Element, Shape } from "diagram-js/lib/model/Types";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import type { Language } from "../../api/types.ts";
import { isA } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import {
  making,
  type AutoPlace,
  type Create,
  type Elements,
  type Entries,
  type Menus,
  type Models,
  type Services,
} from "../island/making.ts";
import { originOf, targetOf } from "./values.ts";
import { fill } from "./fill.ts";

/** The templates on offer, and how an element becomes one of them. */
export type Offer = {
  readonly templates: readonly KeptTemplate[];
  readonly apply: (element: Element, template: KeptTemplate) => void;
};
/** What takes the templates once they are known. */
export type TemplateMenu = { offer: Offer };

/** Offers the templates of the tenant where elements are created, appended and turned into others. */
export function templateMenuModule(language: Language) {
  class ElementTemplateMenu implements TemplateMenu {
    static $inject = ["popupMenu", "create", "autoPlace", "elementFactory", "bpmnFactory"];
    readonly services: Services;
    offer: Offer = { templates: [], apply: () => undefined };

    constructor(menus: Menus, create: Create, autoPlace: AutoPlace, elementFactory: Elements, bpmnFactory: Models) {
      this.services = { create, autoPlace, elementFactory, bpmnFactory };
      const adding = {
        getPopupMenuEntries: (target: Element) =>
          this.added((one) => making(this.services, target, () => shapeOf(one, this.services))),
      };
      menus.registerProvider("bpmn-append", 450, adding);
      menus.registerProvider("bpmn-create", 450, adding);
      const turning = { getPopupMenuEntries: (target: Element) => this.added((one) => this.turns(one, target)) };
      menus.registerProvider("bpmn-replace", 450, turning);
    }

    added(actOf: (kept: KeptTemplate) => object | null): (entries: Entries) => Entries {
      const ours = this.offer.templates.flatMap((kept) => {
        const action = actOf(kept);
        return action === null ? [] : [[`template-${kept.key}`, { ...entryOf(kept, language), action }] as const];
      });
      return (entries) => ({ ...Object.fromEntries(ours), ...entries });
    }

    turns(kept: KeptTemplate, target: Element): object | null {
      const owner = target.businessObject as Moddle; // bpmn-js draws nothing without one
      const isFit = isA(owner, ...kept.template.appliesTo, targetOf(kept.template));
      if (!isFit || originOf(owner)?.key === kept.key) return null;
      return { click: () => this.offer.apply(target, kept) };
    }
  }
  return { __init__: ["elementTemplateMenu"], elementTemplateMenu: ["type", ElementTemplateMenu] };
}

/** The mark of an element in the font of bpmn.io: `bpmn-icon-business-rule`. */
function markOf(type: string): string {
  const name = type
    .replaceAll(/^bpmn:|Task$/g, "")
    .replaceAll(/\B[A-Z]/g, "-$&")
    .toLowerCase();
  return `bpmn-icon-${name === "" ? "task" : name}`;
}

function entryOf({ key, template }: KeptTemplate, language: Language): object {
  const { icon } = template;
  return {
    label: template.name,
    description: template.description,
    search: [key, ...(template.keywords ?? [])].join(" "),
    group: { id: "templates", name: language === "de" ? "Eigene Vorlagen" : "Own templates" },
    ...(icon === undefined ? { className: markOf(targetOf(template)) } : { imageUrl: icon.contents }),
  };
}

function shapeOf(kept: KeptTemplate, { elementFactory, bpmnFactory }: Services): Shape {
  const shape = elementFactory.create("shape", { type: targetOf(kept.template) });
  fill(shape.businessObject as Moddle, kept, (type, properties) => bpmnFactory.create(type, properties)); // the factory has just made it
  return shape;
}
