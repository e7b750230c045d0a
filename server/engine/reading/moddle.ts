import { BpmnModdle } from "bpmn-moddle";
import description from "bpmn-moddle/resources/bpmn/json/bpmn.json" with { type: "json" };

/** The script of a global script task is an element (table 10.25 and its schema); moddle's own description has an attribute. */
const types = description.types.map((type) =>
  type.name === "GlobalScriptTask"
    ? {
        ...type,
        properties: [
          { name: "scriptLanguage", isAttr: true, type: "String" },
          { name: "script", type: "String" },
        ],
      }
    : type,
);

/** Reads BPMN 2.0 XML, keeping to the schema of the standard. There is one: what it has learned of the schema serves every file. */
export const bpmnModdle = new BpmnModdle({ bpmn: { ...description, types } });
