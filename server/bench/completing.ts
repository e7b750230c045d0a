import type { TaskKey } from "../runtime/commands/completeTask.ts";
import { taskId } from "../tasks/rows.ts";
import { readAndWriteBare, writeBare } from "./bare.ts";
import { openLine } from "./client.ts";
import type { Line } from "./client.ts";
import { atLeast } from "./figures.ts";
import type { Findings } from "./figures.ts";
import { technician } from "./ground.ts";
import type { Site } from "./ground.ts";
import { inLanes, interleave, rate } from "./rounds.ts";
import type { Work } from "./rounds.ts";
import { startServer } from "./start.ts";

const concurrencies = [1, 8, 32] as const;
type Clients = (typeof concurrencies)[number];
const perRound = { 1: 150, 8: 500, 32: 800 } as const;

/** How many waiting tasks {@link measureCompleting} uses up. */
export function tasksFor(rounds: number): number {
  return (rounds + 1) * 4 * (perRound[1] + perRound[8] + perRound[32]);
}

/** Completing a user task over HTTP against a bare transaction with the same rows, at 1, 8 and 32 clients. */
export async function measureCompleting(
  site: Site,
  herds: { readonly plain: TaskKey[]; readonly formed: TaskKey[] },
  rounds: number,
): Promise<Findings> {
  const server = await startServer(site.url);
  const lines = await Promise.all(signedIn(server.url, Math.max(...concurrencies)));
  const http = (herd: TaskKey[], clients: Clients): Work =>
    batchOf(herd, clients, (key, lane) => complete(lines[lane]!, key)); // one for each of the most clients
  const works: Record<string, Work> = {};
  for (const clients of concurrencies) {
    works[`bare ${clients}`] = batchOf(herds.plain, clients, (key) => writeBare(site, key));
    works[`bare, reading first ${clients}`] = batchOf(herds.plain, clients, (key) => readAndWriteBare(site, key));
    works[`http ${clients}`] = http(herds.plain, clients);
    works[`http with a form ${clients}`] = http(herds.formed, clients);
  }
  const costs = await interleave(site.house.database, works, rounds);
  for (const line of lines) line.close();
  await server.stop();
  const share = (name: string, clients: number) =>
    (100 * (costs[`bare ${clients}`]?.wall ?? Number.NaN)) / (costs[`${name} ${clients}`]?.wall ?? Number.NaN);
  const rates = Object.fromEntries(Object.entries(costs).map(([name, cost]) => [name, rate(cost)]));
  const goals = concurrencies.flatMap((clients) => [
    atLeast(60, share("http", clients), "%", `completing over HTTP, share of a bare transaction, ${clients} clients`),
    atLeast(60, share("http with a form", clients), "%", `the same with a form, ${clients} clients`),
  ]);
  return { goals, figures: { perSecond: rates, costs } };
}

function batchOf(herd: TaskKey[], clients: Clients, work: (key: TaskKey, lane: number) => Promise<unknown>): Work {
  return async () => {
    const keys = herd.splice(0, perRound[clients]);
    if (keys.length < perRound[clients]) throw new Error("Expected enough waiting tasks, but they are used up");
    await inLanes(keys, clients, work);
    return keys.length;
  };
}

async function complete(line: Line, { instanceId, waitId }: TaskKey): Promise<void> {
  const path = `/api/tasks/${taskId(instanceId, waitId)}/complete`;
  const { status, body } = await line.send("POST", path, { variables: { outcome: "solved" } });
  if (status !== 204) throw new Error(`Expected 204, but the server answered ${status} ${body}`);
}

function signedIn(url: string, count: number): Promise<Line>[] {
  return Array.from({ length: count }, async () => {
    const door = await openLine(url);
    const { login, password } = technician;
    const { headers } = await door.send("POST", "/api/session", { login, password });
    door.close();
    return openLine(url, /set-cookie: ([^;]+)/i.exec(headers)?.[1] ?? "");
  });
}
