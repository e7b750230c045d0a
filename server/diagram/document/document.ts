import { BpmnModdle } from "bpmn-moddle";
import { isElement } from "../model/moddle.ts";
import type { Element } from "../model/moddle.ts";
import { typeName } from "../words/names.ts";
import type { Language } from "../words/names.ts";
import { bindingsOf } from "./bindings.ts";
import { below, childrenNamed, listed, nameIn, textIn, valueOf } from "./read.ts";

/** What is told of a process besides its model. */
export interface Beside {
  /** Titles of its scenarios, the cases that it was tried on. */
  readonly cases: readonly string[];
}

const words = {
  de: {
    lane: "Zuständig",
    element: "Element",
    kind: "Art",
    what: "Was geschieht",
    cases: "Fälle",
    starts: "Beginnt mit",
  },
  en: {
    lane: "Responsible",
    element: "Element",
    kind: "Kind",
    what: "What happens",
    cases: "Cases",
    starts: "Begins with",
  },
} as const;

/**
 * The documentation of a BPMN 2.0 model as Markdown, made of what the model itself says: what each process is for, who does
 * what, which forms, rules, jobs, messages and times belong to it. The same model gives the same text.
 */
export async function documentModel(xml: string, language: Language, beside: Beside): Promise<string> {
  const { rootElement } = await new BpmnModdle().fromXML(xml);
  const processes = listed(rootElement, "rootElements").filter(({ $type }) => $type === "bpmn:Process");
  const parts = processes.map((process) => documentProcess(process, language));
  const cases = beside.cases.length === 0 ? [] : [`## ${words[language].cases}`, list(beside.cases)];
  return `${[...parts, ...cases].join("\n\n")}\n`;
}

function documentProcess(process: Element, language: Language): string {
  const said = words[language];
  const nodes = [...below(process)].filter((each) => isNode(each) && nameIn(each, language) !== "");
  const lanes = lanesOf(process, language);
  const starts = nodes.filter(({ $type, $parent }) => $type === "bpmn:StartEvent" && $parent === process);
  const rows = nodes.map((node) => row(node, lanes, language));
  return [
    `# ${nameIn(process, language)}`,
    textIn(process, language),
    ...(starts.length === 0 ? [] : [`**${said.starts}:** ${starts.map((each) => nameIn(each, language)).join(" · ")}`]),
    [`| ${said.element} | ${said.kind} | ${said.lane} | ${said.what} |`, "|---|---|---|---|", ...rows].join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function row(node: Element, lanes: ReadonlyMap<unknown, string>, language: Language): string {
  const what = [textIn(node, language), ...bindingsOf(node, language)].filter((part) => part !== "").join("<br>");
  const cells = [nameIn(node, language), typeName(node.$type, language), laneOf(node, lanes), what];
  return `| ${cells.map(cell).join(" | ")} |`;
}

/** Who an element belongs to: its lane, or that of what it is in or sits on. */
function laneOf(node: Element, lanes: ReadonlyMap<unknown, string>): string {
  const own = lanes.get(node);
  if (own !== undefined) return own;
  const host = node["attachedToRef"] ?? node["$parent"];
  return isElement(host) ? laneOf(host, lanes) : "";
}

function lanesOf(process: Element, language: Language): ReadonlyMap<unknown, string> {
  const lanes = new Map<unknown, string>();
  for (const lane of [...below(process)].filter(({ $type }) => $type === "bpmn:Lane"))
    for (const member of childrenNamed(lane, "flowNodeRef")) lanes.set(member, nameIn(lane, language));
  return lanes;
}

function isNode({ $type }: Element): boolean {
  return /Task$|Event$|Gateway$|SubProcess$|CallActivity$|Transaction$/.test($type);
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${valueOf(line)}`).join("\n");
}

/** A text that neither ends its cell nor its line. */
function cell(text: string): string {
  return valueOf(text).replaceAll("|", "\\|");
}
