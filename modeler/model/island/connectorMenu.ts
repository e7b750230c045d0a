import type { Element, Shape } from "diagram-js/lib/model/Types";
import type { Language } from "../../api/types.ts";
import { connectors, generalConnectors, type Connector } from "../catalogue/connectors.ts";
import {
  making,
  type AutoPlace,
  type Create,
  type Elements,
  type Entries,
  type Menus,
  type Models,
  type Services,
} from "./making.ts";
import type { Moddle } from "./moddle.ts";

/** Offers our connectors where elements are created and appended: a task comes with its job type and its inputs. */
export function connectorMenuModule(language: Language) {
  class ConnectorMenu {
    static $inject = ["popupMenu", "create", "autoPlace", "elementFactory", "bpmnFactory"];
    readonly services: Services;

    constructor(menus: Menus, create: Create, autoPlace: AutoPlace, elementFactory: Elements, bpmnFactory: Models) {
      this.services = { create, autoPlace, elementFactory, bpmnFactory };
      menus.registerProvider("bpmn-append", 500, this);
      menus.registerProvider("bpmn-create", 500, this);
    }

    getPopupMenuEntries(target: Element): (entries: Entries) => Entries {
      const ours = connectors.map((connector) => [
        `connector-${connector.type}`,
        entryOf(connector, language, this.services, target),
      ]);
      return (entries) => ({ ...entries, ...Object.fromEntries(ours) });
    }
  }
  return { __init__: ["connectorMenu"], connectorMenu: ["type", ConnectorMenu] };
}

function entryOf(connector: Connector, language: Language, services: Services, target: Element): object {
  return {
    label: connector.name[language],
    description: connector.text[language],
    search: connector.type,
    className: connector.element === "bpmn:SendTask" ? "bpmn-icon-send" : "bpmn-icon-service",
    group: { id: "connectors", name: language === "de" ? "Konnektoren" : "Connectors" },
    rank: generalConnectors.includes(connector) ? 0 : -1,
    action: making(services, target, () => connectorShape(connector, language, services)),
  };
}

function connectorShape(connector: Connector, language: Language, { elementFactory, bpmnFactory }: Services): Shape {
  const shape = elementFactory.create("shape", { type: connector.element });
  const element = shape.businessObject as Moddle; // the factory has just made it
  element["name"] = connector.name[language];
  const holder = bpmnFactory.create("bpmn:ExtensionElements", { values: [] });
  holder["values"] = connectorExtensions(connector, bpmnFactory);
  for (const child of holder["values"] as Moddle[]) Reflect.set(child, "$parent", holder);
  Reflect.set(holder, "$parent", element);
  element["extensionElements"] = holder;
  return shape;
}

/** What a task with this connector carries: the job and the inputs it must have. */
export function connectorExtensions(connector: Connector, factory: Models): Moddle[] {
  const definition = factory.create("zeebe:TaskDefinition", { type: connector.type, retries: "5" });
  const mapping = factory.create("zeebe:IoMapping", {});
  const inputs = connector.inputs.filter((input) => input.isRequired === true);
  mapping["inputParameters"] = inputs.map((input) => parameter("zeebe:Input", input.name, `=${input.name}`));
  mapping["outputParameters"] = connector.outputs.map((name) => parameter("zeebe:Output", name, `=${name}`));
  return inputs.length + connector.outputs.length === 0 ? [definition] : [definition, mapping];

  function parameter(type: string, target: string, source: string): Moddle {
    const made = factory.create(type, { source, target });
    Reflect.set(made, "$parent", mapping);
    return made;
  }
}
