import { setImmediate } from "node:timers/promises";
import { advance, localsOf, variablesAt, waitsOfValue } from "./definition.ts";
import { loadSandbox } from "./expressions/sandbox.ts";
import type { Model } from "./model.ts";
import { callableTypes, isA, many } from "./reading/element.ts";
import { Findings } from "./reading/findings.ts";
import { readProcess } from "./reading/process.ts";
import { referencesOf } from "./reading/references.ts";
import { readXml } from "./reading/xml.ts";
import type { Reading } from "./reading/xml.ts";
import { check } from "./rules/check.ts";
import type { Compilation, Definition } from "./types.ts";

export { nextDue } from "./time/schedule.ts";

/**
 * Reads a BPMN file: one definition per process and global task, and everything found wrong with it. Definitions with
 * errors come back as well, so that they can be drawn; whoever deploys looks at the problems first.
 *
 * @throws {Refusal} `bpmn.xml` malformed, `bpmn.doctype` DOCTYPE or entity declarations, `bpmn.size` over the limit
 */
export async function compile(xml: string): Promise<Compilation> {
  const { definitions, problems } = await compileModels(xml);
  return { definitions: definitions.map((model) => definitionOf(model)), problems };
}

/** The same, as the kernel's own models. */
export async function compileModels(
  xml: string,
): Promise<{ definitions: readonly Model[]; problems: Compilation["problems"] }> {
  return compileReading(await readXml(xml));
}

/** The same of a file that has been read. A file of a megabyte takes a second: what else is waiting has its turn between the steps. */
export async function compileReading(
  reading: Reading,
): Promise<{ definitions: readonly Model[]; problems: Compilation["problems"] }> {
  if (reading.hasScripts) await loadSandbox();
  const findings = new Findings();
  await setImmediate();
  check(reading, findings);
  const definitions: Model[] = [];
  const roots = many(reading.definitions, "rootElements");
  for (const element of roots.filter((root) => isA(root, ...callableTypes))) {
    await setImmediate();
    definitions.push(readProcess(element, findings));
  }
  return { definitions, problems: findings.problems };
}

function definitionOf(model: Model): Definition {
  const { processId, name, isExecutable, starts, elements } = model;
  return {
    processId,
    name,
    isExecutable,
    starts,
    elements,
    references: referencesOf(model),
    model,
    advance: (value, command, now) => advance(model, value, command, now),
    waits: (value) => waitsOfValue(model, value),
    locals: (value) => localsOf(value),
    variablesAt: (value, waitId) => variablesAt(value, waitId),
  };
}
