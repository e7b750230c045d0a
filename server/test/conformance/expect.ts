import { Mismatch } from "./test.ts";
import type { Instance } from "../../http/wire.ts";
import { only } from "./select.ts";
import type { Where } from "./select.ts";
import { isAsExpected, show } from "./values.ts";
import { narrow } from "./select.ts";
import type { PlacedTask, PlacedVisit, PlacedWait, World } from "./world.ts";

type Expectation = (world: World, body: never) => Promise<void>;

/** What an expectation may say of a list. */
interface OfList {
  readonly where?: Where;
  readonly count?: number;
  readonly min?: number;
  readonly index?: number;
  readonly props?: Where;
  readonly each?: Where;
  readonly values?: Readonly<Record<string, readonly unknown[]>>;
  readonly valuesAnyOrder?: Readonly<Record<string, readonly unknown[]>>;
}

/** The expectations of the step form, by name. */
export const expectations: Readonly<Record<string, Expectation>> = {
  tasks: async (world, body: OfList) => checkList("tasks", await world.tasks(body.where), body, taskProps),
  instances: async (world, body: OfList) =>
    checkList("instances", await world.running(body.where), body, instanceProps(world)),
  instanceHistory: async (world, body: OfList) =>
    checkList("instances ever", await world.allInstances(body.where), body, instanceProps(world)),
  ended: async (world, ref: string) => checkStatus(await world.instance(world.idOf(ref)), false),
  running: async (world, ref: string) => checkStatus(await world.instance(world.idOf(ref)), true),
  timers: async (world, body: OfList) => checkList("timers", await world.timers(body.where), body, {}),
  subscriptions: async (world, body: OfList) =>
    checkList("subscriptions", await world.subscriptions(body.where), body, {
      name: ({ name }) => name,
      executionId: ({ elementId }) => elementId,
    }),
  executions: async (world, body: OfList) => checkList("places", await executions(world, body.where ?? {}), body, {}),
  active,
  visited: async (world, body: OfList) =>
    checkList("visits", visitsLike(world, await world.visits(), body.where ?? {}), body, visitProps),
  taskHistory: async (world, body: OfList) =>
    checkList(
      "tasks ever",
      visitsLike(
        world,
        (await world.visits()).filter(({ type }) => type === "bpmn:UserTask"),
        body.where ?? {},
      ),
      body,
      await taskHistoryProps(world),
    ),
  variable,
  variables: async (world, body: OfList) =>
    checkList(
      "variables",
      variablesLike(world, await currentVariables(world), body.where ?? {}),
      body,
      variableProps(world),
    ),
  variableHistory: async (world, body: OfList) =>
    checkList(
      "variables ever",
      variablesLike(world, globals(await world.allInstances()), body.where ?? {}),
      body,
      variableProps(world),
    ),
  capture,
};

type Props<T> = Readonly<Record<string, (thing: T) => unknown>>;

const taskProps: Props<PlacedTask> = {
  id: ({ id }) => id,
  key: ({ elementId }) => elementId,
  name: ({ name }) => (name === "" ? null : name),
  priority: ({ wait }) => wait.priority,
  assignee: ({ assignee }) => assignee?.login,
  description: ({ documentation }) => documentation,
  dueDate: ({ dueAt }) => dueAt,
  process: ({ processKey }) => processKey,
};

const visitProps: Props<PlacedVisit> = {
  endTime: ({ endedAt }) => endedAt,
  startTime: ({ enteredAt }) => enteredAt,
  activity: ({ elementId }) => elementId,
  canceled: ({ outcome }) => outcome === "cancelled",
};

function instanceProps(world: World): Props<Instance> {
  return {
    id: ({ id }) => [...world.instanceIds].filter(([, known]) => known === id).map(([ref]) => ({ instance: ref }))[0],
    businessKey: ({ businessKey }) => businessKey,
    name: ({ processName }) => processName,
    process: ({ processKey }) => processKey,
    endTime: ({ endedAt }) => endedAt,
  };
}

function checkList<T>(what: string, things: readonly T[], body: OfList, props: Props<T>): void {
  const { where = {}, index, props: expected, each } = body;
  const which = `${what} ${show(where)}`;
  checkNumber(which, things.length, body);
  if (expected !== undefined) checkProps(which, things[index ?? 0], expected, props);
  for (const thing of each === undefined ? [] : things) checkProps(which, thing, each ?? {}, props);
  checkColumns(which, things, body, props);
}

function checkNumber(which: string, found: number, { count, min = 0 }: OfList): void {
  if (count !== undefined && found !== count) throw new Mismatch(`expected ${count} ${which}, but there are ${found}`);
  if (found < min) throw new Mismatch(`expected at least ${min} ${which}, but there are ${found}`);
}

function checkColumns<T>(
  which: string,
  things: readonly T[],
  { values = {}, valuesAnyOrder = {} }: OfList,
  props: Props<T>,
): void {
  const column = (name: string) => things.map((thing) => read(thing, name, props));
  for (const [name, list] of Object.entries(values)) checkValues(which, column(name), list);
  for (const [name, list] of Object.entries(valuesAnyOrder)) {
    checkValues(which, column(name).map(show).toSorted(), list.map(show).toSorted());
  }
}

function checkProps<T>(which: string, thing: T | undefined, expected: Where, props: Props<T>): void {
  if (thing === undefined) throw new Mismatch(`expected ${which} with ${show(expected)}, but there is none`);
  for (const [name, value] of Object.entries(expected)) {
    const found = read(thing, name, props);
    if (!isAsExpected(found, value))
      throw new Mismatch(`expected ${which} with ${name} ${show(value)}, but it is ${show(found)}`);
  }
}

function read<T>(thing: T, name: string, props: Props<T>): unknown {
  const reader = props[name];
  if (reader === undefined) throw new Error(`the server has no ${name} to compare`);
  return reader(thing);
}

function checkValues(which: string, found: readonly unknown[], expected: readonly unknown[]): void {
  const isSame =
    found.length === expected.length && found.every((value, index) => isAsExpected(value, expected[index]));
  if (!isSame) throw new Mismatch(`expected ${which} to be ${show(expected)}, but they are ${show(found)}`);
}

function checkStatus({ status, waits, faultList }: Instance, isRunning: boolean): void {
  if ((status === "running") === isRunning) return;
  const where = [
    ...waits.map(({ kind, elementId }) => `${kind} at ${elementId}`),
    ...faultList.map(({ message }) => message),
  ].join(", ");
  throw new Mismatch(
    isRunning
      ? `expected a running instance, but it is ${status}`
      : `expected an ended instance, but it waits: ${where}`,
  );
}

/** What waits for something is a wait; what holds tokens without waiting itself (a sub-process) is a visit that has not ended. */
async function executions(world: World, where: Where): Promise<readonly object[]> {
  const { activity, childOnly: _, ...rest } = where;
  if (activity === undefined) return world.placesAt(rest);
  const places = await world.placesAt({ ...rest, activity });
  if (places.length > 0) return places;
  return visitsLike(world, await world.visits(), { ...rest, activity, unfinished: true });
}

function visitsLike(world: World, visits: readonly PlacedVisit[], where: Where): PlacedVisit[] {
  return narrow(visits, where, {
    activity: (each, id) => each.elementId === id,
    key: (each, id) => each.elementId === id,
    instance: (each, ref) => each.instance.id === world.idOf(ref),
    process: (each, key) => each.instance.processKey === key,
    businessKey: (each, key) => each.instance.businessKey === key,
    finished: (each, is) => (each.endedAt !== null) === is,
    unfinished: (each, is) => (each.endedAt === null) === is,
    canceled: (each, is) => (each.outcome === "cancelled") === is,
  });
}

/** What has tokens inside has none of its own. */
const scopes = new Set(["bpmn:SubProcess", "bpmn:Transaction", "bpmn:AdHocSubProcess"]);

async function active(
  world: World,
  body: { instance: string; count?: number; exactly?: unknown; contains?: unknown },
): Promise<void> {
  const visits = visitsLike(world, await world.visits(), { instance: body.instance, unfinished: true });
  const found = visits.filter(({ type }) => !scopes.has(type)).map(({ elementId }) => elementId);
  if (body.count !== undefined && found.length !== body.count)
    throw new Mismatch(`expected ${body.count} active elements, but there are ${show(found)}`);
  if (body.exactly !== undefined)
    checkValues("active elements", found.toSorted(), [body.exactly].flat().map(String).toSorted());
  for (const id of [body.contains ?? []].flat()) {
    if (!found.some((each) => each === id))
      throw new Mismatch(`expected ${show(id)} to be active, but only ${show(found)} are`);
  }
}

interface Variable {
  readonly instance: Instance;
  readonly name: string;
  readonly value: unknown;
  readonly isLocal: boolean;
}

function globals(instances: readonly Instance[]): Variable[] {
  return instances.flatMap((instance) =>
    Object.entries(instance.variables).map(([name, value]) => ({ instance, name, value, isLocal: false })),
  );
}

async function currentVariables(world: World): Promise<Variable[]> {
  const locals = (await world.waits())
    .filter(({ kind }) => kind !== "call" && kind !== "job")
    .flatMap(({ instance, variables }) =>
      Object.entries(variables).map(([name, value]) => ({ instance, name, value, isLocal: true })),
    );
  return [...globals(await world.running()), ...locals];
}

function variablesLike(world: World, variables: readonly Variable[], where: Where): Variable[] {
  return narrow(variables, where, {
    name: (each, name) => each.name === name,
    instance: (each, ref) => each.instance.id === world.idOf(ref),
  });
}

function variableProps(world: World): Props<Variable> {
  return {
    name: ({ name }) => name,
    value: ({ value }) => value,
    executionId: ({ instance, isLocal }) => (isLocal ? undefined : instanceProps(world)["id"]?.(instance)),
  };
}

interface OfVariable {
  readonly instance?: string;
  readonly scope?: { readonly task?: Where; readonly ofTask?: Where; readonly at?: Where };
  readonly name: string;
  readonly equals?: unknown;
  readonly exists?: boolean;
  readonly absent?: boolean;
}

async function variable(world: World, body: OfVariable): Promise<void> {
  const seen = await variablesSeen(world, body);
  const found = seen[body.name];
  const isThere = Object.hasOwn(seen, body.name);
  if (body.exists === true && !isThere) throw new Mismatch(`expected a variable ${body.name}, but there is none`);
  if (body.absent === true && isThere && found !== null)
    throw new Mismatch(`expected no variable ${body.name}, but it is ${show(found)}`);
  if ("equals" in body && !isAsExpected(found, body.equals))
    throw new Mismatch(`expected ${body.name} to be ${show(body.equals)}, but it is ${show(found)}`);
}

async function variablesSeen(world: World, { instance, scope }: OfVariable): Promise<Record<string, unknown>> {
  if (instance !== undefined) return (await world.instance(world.idOf(instance))).variables;
  const ofTask = scope?.task ?? scope?.ofTask;
  if (ofTask !== undefined) return only(await world.tasks(ofTask), { index: 0, ...ofTask }, "task").variables;
  const place: PlacedWait = only(await world.placesAt(scope?.at ?? {}), { index: 0 }, "place");
  const { visible } = await world.client.get<{ visible: Record<string, unknown> }>(
    `/api/instances/${place.instance.id}/waits/${place.waitId}/variables`,
  );
  return visible;
}

async function taskHistoryProps(world: World): Promise<Props<PlacedVisit>> {
  const reasons = new Map<string, unknown>();
  for (const { id } of await world.allInstances()) {
    const { items } = await world.client.get<{ items: { type: string; data: Record<string, unknown> }[] }>(
      `/api/instances/${id}/trail?limit=200`,
    );
    reasons.set(id, items.find(({ type }) => type === "cancel")?.data["reason"]);
  }
  return {
    ...visitProps,
    process: ({ instance }) => instance.processKey,
    deleteReason: ({ instance, outcome }) => (outcome === "cancelled" ? reasons.get(instance.id) : undefined),
  };
}

async function capture(
  world: World,
  { as, task, instance }: { as: string; task?: Where; instance?: Where },
): Promise<void> {
  if (task !== undefined) world.taskIds.set(as, only(await world.tasks(task), task, "task").id);
  if (instance !== undefined) world.instanceIds.set(as, only(await world.running(instance), instance, "instance").id);
}
