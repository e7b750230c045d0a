import { setTimeout as pause } from "node:timers/promises";
import { transact } from "../../db/transact.ts";
import { kindNamed } from "../kinds/index.ts";
import { memoryOf } from "../simulators/memory.ts";
import { storableText } from "../storable.ts";
import type { Labels, TestStep } from "./kind.ts";
import { linkOf } from "./open.ts";
import { keepTest } from "./rows.ts";
import type { Connector, TestResult } from "./rows.ts";
import type { World } from "./world.ts";

/** Milliseconds that a test may take. */
const patience = 20_000;

const roundTrip: Labels = { de: "Verbinden und eine Anfrage stellen", en: "Connect and make one request" };
const pretence: Labels = { de: "Simulator fragen", en: "Ask the simulator" };

/** Makes a real round trip, within a time limit, and keeps what was tried and what came back. Never throws for the other side. */
export async function tryOut(world: World, tenantId: string, connector: Connector): Promise<TestResult> {
  const startedAt = performance.now();
  const steps = await limited(stepsOf(world, tenantId, connector)).catch((error: unknown) => [
    { what: roundTrip, answer: error instanceof Error ? error.message : String(error), isFine: false },
  ]);
  const result: TestResult = {
    at: world.now().toISOString(),
    isFine: steps.every(({ isFine }) => isFine),
    milliseconds: Math.round(performance.now() - startedAt),
    steps: steps.map((step) => ({ ...step, answer: storableText(step.answer, 1_000) })),
  };
  await transact(world.database, tenantId, (tx) => keepTest(tx, connector.id, result));
  return result;
}

async function stepsOf(world: World, tenantId: string, connector: Connector): Promise<readonly TestStep[]> {
  if (connector.mode === "live") return kindNamed(connector.kind).test(await linkOf(world, tenantId, connector));
  await memoryOf(world, { tenantId, capability: connector.capability, connector }).attempt("test");
  return [{ what: pretence, answer: "simulated: nothing left the house", isFine: true }];
}

async function limited<T>(work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const late = pause(patience, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`Expected an answer within ${patience} ms, but there was none`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
    late.catch(() => undefined); // nobody waits for it any more
  }
}
