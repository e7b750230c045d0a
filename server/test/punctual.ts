import { Client as Ear } from "pg";
import { createLog } from "../base/log.ts";
import { buildHouse } from "../cli/house.ts";
import { connect } from "../db/connect.ts";
import { channel } from "../runtime/house.ts";
import type { Notice } from "../runtime/house.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { inParallel } from "../workers/jobs.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { testDatabase } from "./database.ts";
import { bpmn, flows } from "./models.ts";
import { spawnServer } from "./process.ts";

/** Timers that fall due while a server is kept busy with other commands. */
export interface Rush {
  readonly timers: number;
  /** Milliseconds over which they are due, spread evenly at random. */
  readonly window: number;
  readonly servers: number;
  /** Clients that start instances and complete their tasks meanwhile, one after the other. */
  readonly busy: number;
}

/** How late they were: milliseconds from due time to the notice that what they led to is committed. */
export interface Lateness {
  readonly fired: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Other commands a second meanwhile. */
  readonly commands: number;
}

const tenantId = "main";
const waiting = bpmn(
  "waiting",
  `<bpmn:startEvent id="s"/><bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition><bpmn:timeDate>=due</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:endEvent id="e"/>${flows("s", "wait", "e")}`,
);
const other = bpmn(
  "other",
  `<bpmn:startEvent id="s"/><bpmn:userTask id="work"/><bpmn:endEvent id="e"/>${flows("s", "work", "e")}`,
);

/** Arms the timers, keeps the servers busy while they are due, and tells how late they were. */
export async function rush(plan: Rush): Promise<Lateness> {
  const db = await testDatabase();
  const password = "a-long-password";
  const settings = { DATABASE_URL: db.url, DEMO: "false", ADMIN_PASSWORD: password };
  const servers = [];
  for (let count = 0; count < plan.servers; count += 1) servers.push(await spawnServer(settings));
  const ear = new Ear({ connectionString: db.url });
  try {
    const client = await openClient(
      servers.map(({ url }) => url),
      { login: "admin", password },
    );
    await publish(db.url);
    const dueAt = await arm(client, plan);
    const heard = await hear(ear, dueAt);
    const last = Math.max(...dueAt.values());
    const done = await keepBusy(client, plan.busy, last);
    await until(() => heard.size === dueAt.size, last + 60_000);
    return figures(dueAt, heard, done, plan.window);
  } finally {
    await ear.end();
    await Promise.all(servers.map((server) => server.kill()));
    await db.drop();
  }
}

async function publish(url: string): Promise<void> {
  const database = connect(url);
  const house = buildHouse(database, createLog("silent"), () => new Date());
  for (const xml of [waiting, other]) await deployProcess(house, { tenantId, actor: "test" }, { xml });
  await database.destroy();
}

/** Starts the instances. @throws when the first timer is due before the last is armed */
async function arm(client: Client, { timers, window }: Rush): Promise<Map<string, number>> {
  const opensAt = Date.now() + 2_000 + timers * 15;
  const dueAt = new Map<string, number>();
  await inParallel(
    Array.from({ length: timers }, () => opensAt + Math.floor(Math.random() * window)),
    16,
    async (due) => {
      const variables = { due: new Date(due).toISOString() };
      const { status, body } = await client.send<{ id: string }>("POST", "/api/instances", {
        processKey: "waiting",
        variables,
      });
      if (status !== 201 && status !== 200)
        throw new Error(`a start was answered with ${status}: ${JSON.stringify(body)}`);
      dueAt.set(body.id, due);
    },
  );
  if (Date.now() > opensAt)
    throw new Error("Expected all timers to be armed before the first is due, but they were not");
  return dueAt;
}

/** Notes when each instance was first heard of again. */
async function hear(ear: Ear, dueAt: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
  const heard = new Map<string, number>();
  await ear.connect();
  ear.on("notification", ({ payload = "{}" }) => {
    const now = Date.now();
    const { instanceIds = [] } = JSON.parse(payload) as Partial<Notice>; // written by `tell`
    for (const id of instanceIds) if (dueAt.has(id) && !heard.has(id)) heard.set(id, now);
  });
  await ear.query(`listen ${channel}`);
  return heard;
}

/** Starts instances and completes their tasks until an instant; tells how many commands that were. */
async function keepBusy(client: Client, lanes: number, end: number): Promise<number> {
  let commands = 0;
  const lane = async (): Promise<void> => {
    while (Date.now() < end) {
      const { body } = await client.send<{ id: string }>("POST", "/api/instances", {
        processKey: "other",
        variables: {},
      });
      const { body: tasks } = await client.send<{ items: { waitId: string }[] }>(
        "GET",
        `/api/instances/${body.id}/waits`,
      );
      const [task] = tasks.items;
      await client.send("POST", `/api/tasks/${body.id}~${task?.waitId}/complete`, { variables: {} });
      commands += 2;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return commands;
}

async function until(isTrue: () => boolean, end: number): Promise<void> {
  while (!isTrue() && Date.now() < end)
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
}

function figures(
  dueAt: ReadonlyMap<string, number>,
  heard: ReadonlyMap<string, number>,
  commands: number,
  window: number,
): Lateness {
  const late = [...heard].map(([id, at]) => at - (dueAt.get(id) ?? at)).toSorted((a, b) => a - b);
  const share = (part: number): number => late[Math.min(late.length - 1, Math.floor(late.length * part))] ?? Number.NaN;
  const rate = Math.round((commands * 1000) / window);
  return { fired: late.length, p50: share(0.5), p99: share(0.99), max: share(1), commands: rate };
}
