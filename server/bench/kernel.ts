import { compile } from "../engine/compile.ts";
import { hostEngine } from "../engine/host.ts";
import type { Definition, Outcome } from "../engine/types.ts";
import { atLeast, atMost, rounded } from "./figures.ts";
import type { Findings, Goal } from "./figures.ts";

const head = `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="http://ablauf.example/bench">`;

function flow(from: string, to: string, condition = ""): string {
  const inner =
    condition === ""
      ? ""
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`;
}

/** Seventeen nodes: tasks, a fork and a join, a choice and its merge, a timer at the first task. bpmn-engine runs it too. */
export const ticket = `${head}<bpmn:process id="ticket" isExecutable="true">
<bpmn:startEvent id="start"/><bpmn:userTask id="triage"/><bpmn:boundaryEvent id="late" attachedToRef="triage" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
<bpmn:task id="remind"/><bpmn:endEvent id="reminded"/><bpmn:exclusiveGateway id="choice" default="choice_simple"/><bpmn:task id="simple"/><bpmn:task id="hard"/><bpmn:exclusiveGateway id="merge"/>
<bpmn:parallelGateway id="fork"/><bpmn:userTask id="fix"/><bpmn:userTask id="inform"/><bpmn:parallelGateway id="join"/><bpmn:task id="note"/><bpmn:userTask id="close"/><bpmn:task id="file"/><bpmn:endEvent id="end"/>
${flow("start", "triage")}${flow("late", "remind")}${flow("remind", "reminded")}${flow("triage", "choice")}${flow("choice", "simple")}${flow("choice", "hard", "${environment.variables.hard}")}${flow("simple", "merge")}${flow("hard", "merge")}${flow("merge", "fork")}${flow("fork", "fix")}${flow("fork", "inform")}${flow("fix", "join")}${flow("inform", "join")}${flow("join", "note")}${flow("note", "close")}${flow("close", "file")}${flow("file", "end")}
</bpmn:process></bpmn:definitions>`;

/** What instances of {@link ticket} know. */
export const variables = {
  environment: { variables: { hard: false } },
  customer: "Meridian",
  subject: "Printer on fire",
  priority: "P2",
};
const now = new Date("2026-03-02T08:00:00Z");

/** CPU time of a piece of work in milliseconds per round. */
function cpu(rounds: number, work: () => void): number {
  const began = process.cpuUsage();
  for (let done = 0; done < rounds; done += 1) work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000 / rounds;
}

/** The best of five rounds: the machine is shared. */
function best(rounds: number, work: () => void): number {
  cpu(rounds, work);
  return Math.min(...Array.from({ length: 5 }, () => cpu(rounds, work)));
}

function complete(definition: Definition, { value, waits }: Outcome, elementId: string): Outcome {
  const wait = waits.find((each) => each.elementId === elementId);
  return definition.advance(value, { kind: "completeTask", waitId: wait?.id ?? "", variables: {} }, now);
}

async function definitionOf(xml: string): Promise<Definition> {
  const [definition] = (await compile(xml)).definitions;
  if (!definition) throw new Error("Expected a process in the file, but there is none.");
  return definition;
}

async function measureTicket(): Promise<{ command: number; goals: Goal[] }> {
  const definition = await definitionOf(ticket);
  const started = definition.advance(undefined, { kind: "start", variables }, now);
  const ids = started.waits.map((wait) => wait.id);
  const stored = JSON.stringify(started.value);
  const command = best(3_000, () => {
    const value = JSON.parse(stored) as Outcome["value"]; // written a line above
    const { value: next } = definition.advance(
      value,
      { kind: "completeTask", waitId: ids[0] ?? "", variables: { a: 1 } },
      now,
    );
    JSON.stringify(next);
  });
  const start = best(3_000, () => void definition.advance(undefined, { kind: "start", variables }, now));
  const second = complete(definition, started, "triage");
  const bytes = Math.max(started.value.snapshot.length, second.value.snapshot.length);
  return {
    command,
    goals: [
      atMost(0.1, start, "ms", "kernel: start to the first task, 17 nodes"),
      atMost(0.1, command, "ms", "kernel: durable command, 17 nodes"),
      atMost(1_000, bytes, "bytes", "snapshot, 17 nodes"),
    ],
  };
}

async function measureLoop(): Promise<Goal[]> {
  const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">=1000</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  const xml = `${head}<bpmn:process id="many" isExecutable="true"><bpmn:startEvent id="start"/><bpmn:userTask id="work">${loop}</bpmn:userTask><bpmn:endEvent id="end"/>${flow("start", "work")}${flow("work", "end")}</bpmn:process></bpmn:definitions>`;
  const definition = await definitionOf(xml);
  const { value, waits } = definition.advance(undefined, { kind: "start", variables: {} }, now);
  const waitId = waits[500]?.id ?? "";
  const one = best(200, () => void definition.advance(value, { kind: "completeTask", waitId, variables: {} }, now));
  return [
    atMost(1, one, "ms", "kernel: completing one of 1,000 instances of a loop"),
    atMost(100_000, value.snapshot.length, "bytes", "snapshot, a loop of 1,000"),
  ];
}

/** bpmn-engine as it ships, and with our kernel inside: recover, resume, signal, state. */
async function measureHost(command: number): Promise<Goal[]> {
  const { Engine } = await import("bpmn-engine");
  const plain = await round(async () => new Engine({ name: "plain", source: ticket, variables }));
  const hosted = await round(async () => hostEngine(ticket, { name: "hosted", variables }));
  return [
    atLeast(15, plain / command, "×", "kernel against bpmn-engine's recover, signal, getState in memory"),
    atLeast(1, plain / hosted, "×", "bpmn-engine's own interface with our kernel inside, against it as shipped"),
  ];
}

type AnyEngine = Awaited<ReturnType<typeof hostEngine>>;

async function round(create: () => Promise<AnyEngine>): Promise<number> {
  const first = await create();
  await first.execute();
  const state = JSON.stringify(await first.getState());
  await first.stop();
  const times: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const engine = await create();
    const began = process.cpuUsage();
    const execution = await engine.recover(JSON.parse(state)).resume();
    execution.signal({ id: "triage" });
    JSON.stringify(await engine.getState());
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1_000);
    await engine.stop();
  }
  return Math.min(...times);
}

/**
 * The kernel alone: CPU time per durable command (read the snapshot, apply, write it) on a process of 17 nodes, bytes of
 * the snapshot, completing one of a thousand parallel instances, and how that compares with bpmn-engine doing the same
 * in memory (recover, resume, signal, save).
 */
export async function measureKernel(): Promise<Findings> {
  const { command, goals } = await measureTicket();
  const all = [...goals, ...(await measureLoop()), ...(await measureHost(command))];
  return { goals: all, figures: { commandMilliseconds: rounded(command) } };
}
