import { areas, type Area } from "./connectorTable.ts";
import type { Connector, ConnectorInput } from "./connectors.ts";
import { inputWords } from "./inputWords.ts";

/** The connectors to the records and the neighbours of the house, from the table. */
export const houseConnectors: readonly Connector[] = areas.flatMap((area) =>
  area.table
    .trim()
    .split("\n")
    .map((line) => connectorOf(line, area)),
);

function connectorOf(line: string, { name: text }: Area): Connector {
  const [type = "", de = "", en = "", inputs = "", outputs = "", errors = ""] = line
    .split("|")
    .map((cell) => cell.trim());
  return {
    type,
    name: { de, en },
    text,
    element: type.endsWith(".send") ? "bpmn:SendTask" : "bpmn:ServiceTask",
    inputs: split(inputs).map(inputOf),
    outputs: split(outputs),
    errors: split(errors),
  };
}

function inputOf(marked: string): ConnectorInput {
  const name = marked.replace(/\*$/, "");
  const input = { name, label: inputWords(name) ?? { de: name, en: name } };
  if (name === "template") return { ...input, kind: "template", isRequired: marked !== name };
  const filled: ConnectorInput = isPerson(name) ? { ...input, kind: "person" } : input;
  return marked === name ? filled : { ...filled, isRequired: true };
}

/** Inputs that name somebody of the house by login. */
function isPerson(name: string): boolean {
  return ["technician", "delegateTo", "decidedBy", "assessedBy", "requestedBy", "reviewedBy"].includes(name);
}

function split(names: string): readonly string[] {
  return names === "" ? [] : names.split(" ");
}
