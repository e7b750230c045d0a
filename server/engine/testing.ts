import { compile } from "./compile.ts";
import type { Command, Definition, Outcome, Wait, WaitKind } from "./types.ts";

/** For the tests of this room: models in a few lines, and instances driven by hand. */

const namespaces = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:ablauf="http://ablauf.example/schema/bpmn"',
].join(" ");

/** Wraps root elements into a file. */
export function bpmn(roots: string, more = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions ${namespaces} ${more} id="file" targetNamespace="http://ablauf.example/test">${roots}</bpmn:definitions>`;
}

/** A process of these elements; `roots` stand beside it (messages, signals, errors). */
export function process(elements: string, roots = "", more = ""): string {
  return bpmn(`${roots}<bpmn:process id="process" isExecutable="true">${elements}</bpmn:process>`, more);
}

/** Sequence flows from a line such as `start > work > end; work > other`. Flow ids are `a_b`. */
export function flows(text: string): string {
  const pairs = text.split(";").flatMap((line) => {
    const ids = line.split(">").map((id) => id.trim());
    return ids.slice(1).map((id, index) => [ids[index] ?? "", id] as const);
  });
  return pairs.map(([a, b]) => `<bpmn:sequenceFlow id="${a}_${b}" sourceRef="${a}" targetRef="${b}"/>`).join("");
}

/** A flow with a condition. */
export function conditional(from: string, to: string, condition: string): string {
  return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`;
}

/** Start and end event, and user tasks by their ids. */
export function tasks(...ids: readonly string[]): string {
  return ids.map((id) => `<bpmn:userTask id="${id}" name="${id}"/>`).join("");
}

/** The instant at which tests begin. */
export const epoch = new Date("2026-03-02T08:00:00Z");

/**
 * One instance under test. After every command the snapshot goes through JSON, and the waits read off it must be those of
 * the outcome.
 */
export class Instance {
  readonly definition: Definition;
  outcome: Outcome;
  now: Date;

  constructor(definition: Definition, outcome: Outcome, now: Date) {
    this.definition = definition;
    this.outcome = outcome;
    this.now = now;
  }

  do(command: Command): this {
    const stored: unknown = JSON.parse(JSON.stringify(this.outcome.value));
    this.outcome = this.definition.advance(stored as Outcome["value"], command, this.now); // what was stored is a value
    return this;
  }

  /** Ids of the elements that wait, by kind of wait if given. */
  waiting(kind?: WaitKind): readonly string[] {
    return this.waits(kind).map((wait) => wait.elementId);
  }

  waits(kind?: WaitKind): readonly Wait[] {
    return this.outcome.waits.filter((wait) => kind === undefined || wait.kind === kind);
  }

  /** The first wait at an element. */
  at(elementId: string, kind?: WaitKind): Wait {
    const wait = this.waits(kind).find((each) => each.elementId === elementId);
    if (!wait) throw new Error(`Expected a wait at ${elementId}, but only ${this.waiting().join(", ")} wait.`);
    return wait;
  }

  /** Answers the wait at an element in the way its kind is answered. */
  answer(elementId: string, variables: Outcome["value"]["variables"] = {}): this {
    const { id: waitId, kind } = this.at(elementId);
    switch (kind) {
      case "task":
        return this.do({ kind: "completeTask", waitId, variables });
      case "job":
        return this.do({ kind: "completeJob", waitId, variables });
      case "message":
        return this.do({ kind: "message", waitId, variables });
      case "signal":
        return this.do({ kind: "signal", waitId, variables });
      case "timer":
        return this.do({ kind: "timer", waitId });
      case "call":
        return this.do({ kind: "return", waitId, variables });
      case "fault":
        return this.do({ kind: "retry", waitId });
      case "adHoc":
        return this.do({ kind: "completeAdHoc", waitId });
      case "decision":
        return this.do({ kind: "decide", waitId, verdict: variables });
      case "condition":
        throw new Error(`Expected a wait that is answered, but ${elementId} waits for a condition.`);
    }
  }

  /** Ids of the elements that a kind of fact of the last command was about. */
  facts(type: Outcome["facts"][number]["type"]): readonly string[] {
    return this.outcome.facts.filter((fact) => fact.type === type).map((fact) => fact.elementId ?? "");
  }
}

/** Compiles a file that must be free of errors. */
export async function definitionOf(xml: string): Promise<Definition> {
  const { definitions, problems } = await compile(xml);
  const errors = problems.filter((problem) => problem.severity === "error");
  const [first] = definitions;
  if (errors.length > 0 || !first) throw new Error(`Expected a sound model, but ${JSON.stringify(errors)}.`);
  return first;
}

/** Starts an instance of the first process of a file. */
export async function start(
  xml: string,
  variables: Outcome["value"]["variables"] = {},
  elementId?: string,
): Promise<Instance> {
  const definition = await definitionOf(xml);
  const command: Command = { kind: "start", variables, ...(elementId === undefined ? {} : { elementId }) };
  return new Instance(definition, definition.advance(undefined, command, epoch), epoch);
}
