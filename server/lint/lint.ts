import { setImmediate } from "node:timers/promises";
import { Refusal } from "../base/refusal.ts";
import { compileReading } from "../engine/compile.ts";
import type { Model } from "../engine/model.ts";
import type { Element } from "../engine/reading/element.ts";
import { readXml } from "../engine/reading/xml.ts";
import { elementsOf } from "../engine/rules/rule.ts";
import type { Problem } from "../engine/types.ts";
import { jobs } from "./bindings/jobs.ts";
import { messages } from "./bindings/messages.ts";
import { people } from "./bindings/people.ts";
import { references } from "./bindings/references.ts";
import { times } from "./bindings/times.ts";
import { runBpmnlint } from "./bpmnlint/run.ts";
import { factsOf } from "./data/facts.ts";
import { ExpressionNames } from "./data/names.ts";
import { dataFlow } from "./data/flow.ts";
import type { Finding } from "./finding.ts";
import type { Subject } from "./model.ts";
import { problemFinding } from "./problems.ts";
import { structure } from "./structure/structure.ts";
import type { Surroundings } from "./surroundings.ts";
import { withoutEchoes } from "./echoes.ts";
import { namesOf } from "./words.ts";

/** A file looked at: what there is to say, and what the compiler makes of it. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly models: readonly Model[];
  readonly problems: readonly Problem[];
}

/**
 * Says everything that can be said of a BPMN file without running it: what the compiler refuses, rules of bpmnlint,
 * deadlocks and ways that lead nowhere, references to what is not there, data that nobody writes. Pure: the same file and
 * surroundings, the same findings, in the same order. A file that cannot be read is one finding.
 */
export async function lint(xml: string, around: Surroundings): Promise<readonly Finding[]> {
  try {
    return (await examine(xml, around)).findings;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = { de: `Die Datei kann nicht gelesen werden: ${error.message}`, en: error.message };
    return [{ severity: "error", elementId: "", code: error.code, message }];
  }
}

/** In the order of their findings. */
const looks: readonly ((subject: Subject) => readonly Finding[])[] = [
  structure,
  references,
  jobs,
  people,
  times,
  messages,
  dataFlow,
];

/**
 * The same, with what the compiler makes of the file.
 *
 * @param expressions remembers between calls what expressions read, for whoever asks again and again
 * @throws {Refusal} `bpmn.xml`, `bpmn.doctype`, `bpmn.size` when it cannot be read
 */
export async function examine(
  xml: string,
  around: Surroundings,
  expressions = new ExpressionNames(),
): Promise<Examination> {
  const reading = await readXml(xml);
  const { definitions: models, problems } = await compileReading(reading);
  const elements = elementsOf(reading.definitions);
  const names = namesOf(elements);
  const subjects = subjectsOf(models, { elements, names, expressions }, around);
  const findings: Finding[] = problems.map((problem) => problemFinding(problem, names));
  const add = async (more: () => readonly Finding[]): Promise<void> => {
    // a large file takes a second: what else is waiting has its turn between the steps
    await setImmediate();
    for (const finding of more()) findings.push(finding);
  };
  for (const subject of subjects) for (const look of looks) await add(() => look(subject));
  await add(() => runBpmnlint(elements, names));
  return { findings: withoutEchoes(findings), models, problems };
}

/** Only what is meant to run is looked at beyond the rules of BPMN; processes of one file see each other. */
function subjectsOf(
  models: readonly Model[],
  { elements, ...known }: { readonly elements: readonly Element[] } & Pick<Subject, "names" | "expressions">,
  around: Surroundings,
): readonly Subject[] {
  const byId = new Map(
    elements.flatMap((element) => (element.id === undefined ? [] : [[element.id, element] as const])),
  );
  const shared = { elements: byId, ...known };
  const own = new Map(models.map((model) => [model.processId, factsOf({ ...shared, model, around })]));
  const processes = around.processes && new Map([...around.processes, ...own]);
  return models
    .filter(({ isExecutable }) => isExecutable)
    .map((model) => ({ ...shared, model, around: processes ? { ...around, processes } : around }));
}
