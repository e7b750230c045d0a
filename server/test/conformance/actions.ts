import { Refused } from "./client.ts";
import type { PublishedMessage, Timer } from "../../http/wire.ts";
import type { Play } from "./play.ts";
import { only } from "./select.ts";
import type { Where } from "./select.ts";
import { isAsExpected } from "./values.ts";
import type { PlacedTask, PlacedWait, World } from "./world.ts";

type Action = (play: Play, world: World, body: never) => Promise<void>;

interface Variables {
  readonly variables?: Record<string, unknown>;
}

/** The steps of the step form, by name. */
export const actions: Readonly<Record<string, Action>> = {
  start,
  complete: async (_, world, { task, variables = {} }: { task: Where } & Variables) =>
    complete(world, await one(world, task), variables),
  completeAll: async (_, world, { where = {}, variables = {} }: { where?: Where } & Variables) => {
    for (const task of await world.tasks(where)) await complete(world, task, variables);
  },
  claim: async (_, world, { task, user }: { task: Where; user: string }) => {
    await world.client.post(`/api/tasks/${(await one(world, task)).id}/assign`, { assignee: user });
  },
  message,
  signal,
  trigger: async (_, world, { at, instance }: { at?: Where; instance?: string }) =>
    trigger(world, await waitState(world, at ?? { instance }), {}),
  setVariables,
  fireTimer: async (play, world, { where = {} }: { where?: Where }) =>
    fire(
      play,
      world,
      only(await world.timers(without(where, "index")), where.index === undefined ? { index: 0 } : where, "timer"),
    ),
  fireTimers: async (play, world, { where = {} }: { where?: Where }) => {
    const timers = (await world.timers(where)).filter(
      ({ dueAt }) => where["due"] !== true || new Date(dueAt) <= play.now,
    );
    play.setClock(new Date(Math.max(play.now.getTime(), ...timers.map(({ dueAt }) => Date.parse(dueAt)))));
    await play.runDue();
  },
  advanceClock: async (play, _, { byMs, to }: { byMs?: number; to?: string }) => {
    play.setClock(byMs === undefined ? new Date(String(to)) : new Date(play.now.getTime() + byMs));
  },
  runDueJobs: async (play) => play.runDue(),
  cancelInstance: async (_, world, ref: string) => {
    await world.client.post(`/api/instances/${world.idOf(ref)}/cancel`, { reason: "testing instance deletion" });
  },
};

interface Start extends Variables {
  readonly process?: string;
  readonly message?: string;
  readonly businessKey?: string;
  readonly as?: string;
}

async function start(
  _: Play,
  world: World,
  { process: processKey, message: name, businessKey, variables = {}, as }: Start,
): Promise<void> {
  const common = { variables, ...(businessKey === undefined ? {} : { businessKey }) };
  const { id } =
    name === undefined
      ? await world.client.post<{ id: string }>("/api/instances", { processKey, ...common })
      : await world.client.post<{ id: string }>("/api/messages/start", { name, ...common });
  if (as !== undefined) world.instanceIds.set(as, id);
}

/** A task that is gone, or never was, cannot be completed: that is the server's to refuse. */
async function one(world: World, where: Where): Promise<PlacedTask> {
  return only(await world.tasks(where), where, "task");
}

async function complete(world: World, task: PlacedTask, variables: Record<string, unknown>): Promise<void> {
  await world.client.post(`/api/tasks/${task.id}/complete`, { variables });
}

async function trigger(
  world: World,
  place: { readonly waitId: string; readonly instance: { readonly id: string } },
  variables: Record<string, unknown>,
): Promise<void> {
  await world.client.post(`/api/instances/${place.instance.id}/waits/${place.waitId}/trigger`, { variables });
}

/** A wait state that a test continues by hand; what is not there cannot be triggered. */
async function waitState(world: World, where: Where): Promise<PlacedWait> {
  const places = await world.placesAt(without(where, "index"));
  const continuable = places.filter(({ kind }) => kind === "message" || kind === "job");
  return only(continuable.length > 0 ? continuable : places, { index: 0, ...where }, "wait state");
}

interface Message extends Variables {
  readonly name: string | null;
  readonly execution?: { readonly at?: Where; readonly instance?: string; readonly subscription?: Where };
  readonly businessKey?: string;
  readonly keys?: Record<string, unknown>;
  readonly all?: boolean;
  readonly startOnly?: boolean;
  readonly as?: string;
}

async function message(play: Play, world: World, body: Message): Promise<void> {
  const { name, execution, all = false, startOnly = false, variables = {} } = body;
  if (execution !== undefined) return trigger(world, await placeFor(world, "message", name, execution), variables);
  if (startOnly) return start(play, world, { message: String(name), ...body });
  const waiting = await addressees(world, body);
  return all ? reachAll(play, world, body, waiting) : correlate(world, body, waiting);
}

async function reachAll(play: Play, world: World, body: Message, waiting: readonly PlacedWait[]): Promise<void> {
  const { name, businessKey, variables = {} } = body;
  for (const place of waiting) await trigger(world, place, variables);
  const starters = await world.startEvents("message", String(name));
  const key = businessKey === undefined ? {} : { businessKey };
  for (const _ of starters) await start(play, world, { message: String(name), ...key, variables });
  if (waiting.length + starters.length === 0) await correlate(world, body, waiting);
}

/** To correlate is to reach one: who would reach several has to say more. */
async function correlate(world: World, body: Message, waiting: readonly PlacedWait[]): Promise<void> {
  const { name, businessKey, keys, variables = {} } = body;
  const [addressee] = waiting;
  if (waiting.length > 1)
    throw new Refused(409, { code: "message.ambiguous", detail: `${waiting.length} wait for it` });
  if (addressee !== undefined && (keys !== undefined || name === null)) return trigger(world, addressee, variables);
  const key = businessKey === undefined ? {} : { businessKey };
  const publication = { name, variables, timeToLive: 0, ...key };
  const published = await world.client.post<PublishedMessage>("/api/messages", publication);
  if (published.state === "untaken")
    throw new Refused(409, { code: "message.untaken", detail: `nobody takes ${String(name)}` });
  return undefined;
}

/** Places that wait for a message in instances with the business key and the variables that it names. */
async function addressees(world: World, { name, businessKey, keys = {} }: Message): Promise<PlacedWait[]> {
  const places = await world.placesAt(name === null ? { anyMessage: true } : { message: name });
  return places.filter(
    ({ instance }) =>
      (businessKey === undefined || instance.businessKey === businessKey) &&
      Object.entries(keys).every(([variable, value]) => isAsExpected(instance.variables[variable], value)),
  );
}

async function signal(_: Play, world: World, { name, execution, variables = {} }: Message): Promise<void> {
  if (execution !== undefined) return trigger(world, await placeFor(world, "signal", name, execution), variables);
  await world.client.post("/api/signals", { name, variables });
}

async function placeFor(
  world: World,
  kind: "message" | "signal",
  name: string | null,
  execution: NonNullable<Message["execution"]>,
): Promise<PlacedWait> {
  const { at, instance, subscription } = execution;
  const narrower = at ?? (instance === undefined ? (subscription ?? {}) : { instance });
  const { name: _, type: __, ...rest } = narrower;
  const places = await world.placesAt({ [kind]: name, ...rest });
  const [place] = places;
  if (place === undefined)
    throw new Refused(409, { code: `${kind}.untaken`, detail: `nothing there waits for ${String(name)}` });
  return place;
}

interface SetVariables {
  readonly instance?: string;
  readonly task?: Where;
  readonly execution?: { readonly task?: Where; readonly at?: Where };
  readonly local?: boolean;
  readonly variables: Record<string, unknown>;
}

async function setVariables(
  _: Play,
  world: World,
  { instance, task, execution, local, variables }: SetVariables,
): Promise<void> {
  const body = { variables, reason: "the test says so", ...(local === undefined ? {} : { isLocal: local }) };
  if (instance !== undefined) return world.client.patch(`/api/instances/${world.idOf(instance)}/variables`, body);
  const ofTask = task ?? execution?.task;
  const place = ofTask === undefined ? await waitState(world, execution?.at ?? {}) : (await one(world, ofTask)).wait;
  return world.client.patch(`/api/instances/${place.instance.id}/waits/${place.waitId}/variables`, body);
}

/** This timer alone, when its time has come: others that are due at the same time rest. Start events have the clock only. */
async function fire(play: Play, world: World, { dueAt, instanceId, waitId }: Timer): Promise<void> {
  play.setClock(new Date(dueAt));
  if (instanceId === null || waitId === null) return play.runDue();
  return trigger(world, { waitId, instance: { id: instanceId } }, {});
}

function without(where: Where, name: string): Where {
  const { [name]: _, ...rest } = where;
  return rest;
}
