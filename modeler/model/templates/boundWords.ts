import type { Labels } from "../../api/types.ts";
import { connectorOf } from "../catalogue/connectors.ts";
import { inputWords } from "../catalogue/inputWords.ts";
import { extension, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import type { Key } from "../../words/dictionary.ts";
import type { Words } from "../../words/language.tsx";
import type { Binding } from "./bound.ts";

const attributes: Readonly<Record<string, Key>> = {
  type: "bound.type",
  retries: "bound.retries",
  decisionId: "bound.decisionId",
  resultVariable: "bound.resultVariable",
  bindingType: "bound.bindingType",
  processId: "bound.processId",
  expression: "bound.expression",
  formId: "bound.formId",
  candidateGroups: "bound.candidateGroups",
  candidateUsers: "bound.candidateUsers",
  assignee: "bound.assignee",
  priority: "bound.priority",
  dueDate: "bound.dueDate",
  followUpDate: "bound.followUpDate",
  calendar: "bound.calendar",
};

/** What people call what a binding sets: an input as its connector calls it, else by its own name. */
export function boundLabel(
  binding: Binding,
  owner: Moddle | undefined,
  { t, pick }: Pick<Words, "t" | "pick">,
): string {
  const { type, name = "", source = "", property = "" } = binding;
  if (type === "property") return t("bound.name");
  if (type === "ablauf:text") return t(property === "name" ? "bound.nameEn" : "bound.documentationEn");
  if (type === "zeebe:input") return pick(labelOf(name, owner));
  if (type === "zeebe:output") return t("bound.output", { source: source.replace(/^=/, "") });
  const said = attributes[type === "zeebe:taskDefinition:type" ? "type" : property];
  return said === undefined ? plainName(binding) : t(said);
}

function plainName({ type, name = "", key = "" }: Binding): string {
  return [name, key, type].find((each) => each !== "") ?? type;
}

function labelOf(name: string, owner: Moddle | undefined): Labels {
  const connector = connectorOf(textOf(extension(owner, "zeebe:TaskDefinition"), "type"));
  const input = connector?.inputs.find((each) => each.name === name);
  return input?.label ?? inputWords(name) ?? { de: name, en: name };
}
