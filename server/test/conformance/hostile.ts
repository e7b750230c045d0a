import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Instance, InstancePage, TaskPage } from "../../http/wire.ts";
import { Refused } from "./client.ts";
import type { Client } from "./client.ts";
import type { Arena } from "./arena.ts";
import { Mismatch } from "./test.ts";
import type { Test } from "./test.ts";

type Answer = "accept" | "reject" | "either";

/** A file made to do harm, and what the server should do with it. */
export interface HostileFile {
  readonly file: string;
  readonly category?: string;
  readonly expect: { readonly import: Answer; readonly deploy?: Answer; readonly run?: string };
}

/** What a file may cost: megabytes of memory more than before, and milliseconds in which nobody else is served. */
const mostMemory = 256;
const longestBlock = 2_000;

/**
 * The file meets a server in a process of its own: read, deployed, started, given forty days. After each of these the
 * server must live, must not have been blocked, grown, polluted, led out to the network or to the canary file.
 */
export function hostileTest(folder: string, { file, category = "hostile", expect }: HostileFile, arena: Arena): Test {
  return {
    id: file,
    features: [category],
    run: () => arena.alone(() => meet(path.join(folder, file), expect, arena)),
  };
}

async function meet(file: string, expect: HostileFile["expect"], arena: Arena): Promise<string | undefined> {
  const before = await arena.look();
  const client = await arena.admit();
  try {
    await provoke(client, arena, await readFile(file), expect);
  } finally {
    await calm(client);
  }
  const after = await arena.look();
  if (after.memory - before.memory > mostMemory) return `took ${Math.round(after.memory - before.memory)} MB`;
  if (after.longestBlock > longestBlock) return `blocked the server for ${Math.round(after.longestBlock)} ms`;
  return after.harm.length === 0 ? undefined : after.harm.join(", ");
}

async function provoke(client: Client, arena: Arena, bytes: Buffer, expect: HostileFile["expect"]): Promise<void> {
  await answered("import", expect.import, client.send("/api/models/check", bytes));
  const deployed = await answered(
    "deploy",
    expect.deploy ?? "either",
    client.send<{ definitions: { key: string }[] }>("/api/definitions", bytes),
  );
  if (deployed === undefined) return;
  for (const { key: processKey } of deployed.definitions) {
    await answered("start", "either", client.post("/api/instances", { processKey, variables: {} }));
  }
  for (const milliseconds of [0, 3_600_000, 40 * 86_400_000]) {
    arena.advance(milliseconds);
    await pause(250);
    await workOff(client);
  }
  await judgeRun(client, expect.run ?? "bounded");
}

async function answered<T>(what: string, expected: Answer, asked: Promise<T>): Promise<T | undefined> {
  try {
    const answer = await asked;
    if (expected === "reject") throw new Mismatch(`expected ${what} to be refused, but it was not`);
    return answer;
  } catch (error) {
    if (!(error instanceof Refused) || error.status >= 500) throw error;
    if (expected === "accept") throw new Mismatch(`expected ${what} to be accepted, but ${error.message}`);
    return undefined;
  }
}

/** Tasks are done with nothing to say; what they lead to may go on. Nobody serves jobs. */
async function workOff(client: Client): Promise<void> {
  const tasks = await client.get<TaskPage>("/api/tasks?view=all&limit=20");
  for (const { id } of tasks.items) {
    await answered("task", "either", client.post(`/api/tasks/${id}/complete`, { variables: {} }));
  }
}

async function judgeRun(client: Client, expected: string): Promise<void> {
  const { items } = await client.get<InstancePage>("/api/instances?limit=50");
  const instances = await Promise.all(items.map(({ id }) => client.get<Instance>(`/api/instances/${id}`)));
  const states = instances.map(({ status, faultList }) => (faultList.length > 0 ? "faulty" : status)).join(", ");
  if (expected === "completes" && instances.some(({ status }) => status !== "completed"))
    throw new Mismatch(`expected to complete, but it is ${states}`);
  if (expected === "fails-cleanly" && instances.some(({ status }) => status === "completed"))
    throw new Mismatch("expected to fail, but it completed");
}

/** Ends what still runs, so that the next file meets a quiet server. */
async function calm(client: Client): Promise<void> {
  const { items } = await client.get<InstancePage>("/api/instances?status=running&limit=200");
  for (const { id } of items)
    await answered("cancel", "either", client.post(`/api/instances/${id}/cancel`, { reason: "the test is over" }));
}
