import type { Element, Shape } from "diagram-js/lib/model/Types";
import type { Moddle } from "./moddle.ts";

/** What bpmn.io hands to a menu of ours, as far as we use it. */
export type Entries = Readonly<Record<string, object>>;
export type Create = { readonly start: (event: Event, shape: Shape, context?: object) => void };
export type AutoPlace = { readonly append: (source: Element, shape: Shape) => void };
export type Elements = { readonly create: (kind: string, attributes: object) => Shape };
export type Models = { readonly create: (type: string, attributes?: object) => Moddle };
export type Menus = { readonly registerProvider: (id: string, priority: number, provider: object) => void };
export type Services = { create: Create; autoPlace: AutoPlace; elementFactory: Elements; bpmnFactory: Models };

/** What an entry does that makes an element: put behind what is chosen where something can follow it, else carried by the pointer. */
export function making({ create, autoPlace }: Services, target: Element, make: () => Shape): object {
  const canAppend = "width" in target && "parent" in target && target.parent !== null && target.type !== "bpmn:Process";
  const drag = (event: Event) => create.start(event, make(), canAppend ? { source: target } : undefined);
  return { click: (event: Event) => (canAppend ? autoPlace.append(target, make()) : drag(event)), dragstart: drag };
}
