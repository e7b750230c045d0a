import type { Instance, InstancePage, OpenWait, Subscription, Task, TaskPage, Timer, Visit } from "../../http/wire.ts";
import type { Client } from "./client.ts";
import { groupsOf } from "./groups.ts";
import { inOrder, narrow } from "./select.ts";
import type { Where } from "./select.ts";
import { isAsExpected, show } from "./values.ts";

/** A wait with the instance it belongs to. */
export type PlacedWait = OpenWait & { readonly instance: Instance };
/** A visit with the instance it belongs to. */
export type PlacedVisit = Visit & { readonly instance: Instance };
/** A task with its candidates. */
export type PlacedTask = Task & { readonly wait: PlacedWait };

/** What the server tells of a test's tenant, and the instances and tasks that the test has names for. */
export class World {
  readonly client: Client;
  readonly instanceIds = new Map<string, string>();
  readonly taskIds = new Map<string, string>();

  constructor(client: Client) {
    this.client = client;
  }

  /** The id of an instance that a step has named. */
  idOf(ref: unknown): string {
    const id = typeof ref === "string" ? this.instanceIds.get(ref) : undefined;
    if (id === undefined) throw new Error(`expected a step before that starts ${String(ref)}, but there is none`);
    return id;
  }

  instance(id: string): Promise<Instance> {
    return this.client.get<Instance>(`/api/instances/${id}`);
  }

  /** All instances, ended ones too, oldest first. */
  async allInstances(where: Where = {}): Promise<Instance[]> {
    const { items } = await this.client.get<InstancePage>("/api/instances?withCalled=true&limit=200");
    const instances = await Promise.all(items.toReversed().map(({ id }) => this.instance(id)));
    return narrow(instances, where, {
      instance: (each, ref) => each.id === this.idOf(ref),
      process: (each, key) => each.processKey === key,
      businessKey: (each, key) => each.businessKey === key,
      calledBy: (each, ref) => each.parentId === this.idOf(ref),
      "caller of": (each, ref) => each.children.some((child) => child.id === this.idOf(ref)),
      variable: (each, values) =>
        Object.entries(values ?? {}).every(
          ([name, value]) => name in each.variables && isAsExpected(each.variables[name], value),
        ),
    });
  }

  /** Instances that have not ended. */
  async running(where: Where = {}): Promise<Instance[]> {
    return (await this.allInstances(where)).filter(({ status }) => status === "running");
  }

  /** Every place where running instances wait. */
  async waits(): Promise<PlacedWait[]> {
    const instances = await this.running();
    const lists = await Promise.all(
      instances.map(({ id }) => this.client.get<{ items: OpenWait[] }>(`/api/instances/${id}/waits`)),
    );
    return lists.flatMap(({ items }, index) => items.map((wait) => ({ ...wait, instance: instances[index]! }))); // one list each
  }

  /** Every visit of an element, in ended instances too. */
  async visits(): Promise<PlacedVisit[]> {
    const instances = await this.allInstances();
    const lists = await Promise.all(
      instances.map(({ id }) => this.client.get<{ items: Visit[] }>(`/api/instances/${id}/visits`)),
    );
    return lists.flatMap(({ items }, index) => items.map((visit) => ({ ...visit, instance: instances[index]! }))); // one list each
  }

  /** Open user tasks, oldest first unless ordered otherwise. */
  async tasks(where: Where = {}): Promise<PlacedTask[]> {
    const { items } = await this.client.get<TaskPage>("/api/tasks?view=all&limit=200");
    const waits = new Map((await this.waits()).map((wait) => [`${wait.instance.id}~${wait.waitId}`, wait]));
    const tasks = await Promise.all(
      items.map(async ({ id }) => ({ ...(await this.client.get<Task>(`/api/tasks/${id}`)), wait: waits.get(id)! })),
    ); // every task is a wait
    const oldestFirst = tasks.toSorted((one, other) => ageOf(one) - ageOf(other));
    const isFree = (task: PlacedTask): boolean => task.assignee === null;
    const chosen = narrow(oldestFirst, where, {
      ref: (each, ref) => each.id === this.taskIds.get(String(ref)),
      instance: (each, ref) => each.instanceId === this.idOf(ref),
      process: (each, key) => each.processKey === key,
      key: (each, key) => each.elementId === key,
      name: (each, name) => each.name === name,
      assignee: (each, login) => (each.assignee?.login ?? null) === login,
      candidateUser: (each, user) => isFree(each) && isCandidate(each, String(user)),
      candidateGroup: (each, group) => isFree(each) && each.wait.candidateGroups.includes(String(group)),
      variable: (each, values) =>
        Object.entries(values ?? {}).every(([name, value]) => isAsExpected(each.variables[name], value)),
    });
    return inOrder(chosen, where["orderBy"], {
      name: ({ name }) => name,
      key: ({ elementId }) => elementId,
      assignee: ({ assignee }) => assignee?.login ?? "",
      priority: ({ wait }) => wait.priority ?? 50,
      dueDate: ({ dueAt }) => dueAt ?? "",
      createTime: ageOf,
    });
  }

  /** Timers that have not fired, soonest first. */
  async timers(where: Where = {}): Promise<Timer[]> {
    const { items } = await this.client.get<{ items: Timer[] }>("/api/timers?limit=200");
    const { orderBy, ...rest } = where;
    const [, direction] = /due\s*date (asc|desc)"$/i.exec(show(orderBy ?? "dueDate asc")) ?? [];
    if (direction === undefined) throw new Error(`the runner does not know the order ${show(orderBy)}`);
    return narrow(direction === "asc" ? items : items.toReversed(), rest, {
      instance: (each, ref) => each.instanceId === this.idOf(ref),
      process: (each, key) => each.processKey === key,
      activity: (each, id) => each.elementId === id,
      due: () => true,
    });
  }

  /** Start events that wait for a message or signal. */
  async startEvents(kind: "message" | "signal", name: string): Promise<Subscription[]> {
    const { items } = await this.client.get<{ items: Subscription[] }>(
      `/api/subscriptions?kind=${kind}&name=${encodeURIComponent(name)}&limit=200`,
    );
    return items.filter(({ instanceId }) => instanceId === null);
  }

  /** Places that wait for messages and signals, start events too, and conditions that have not become true. */
  async subscriptions(where: Where = {}): Promise<(Subscription | PlacedWait)[]> {
    const { items } = await this.client.get<{ items: Subscription[] }>("/api/subscriptions?limit=200");
    const conditions = (await this.waits()).filter(({ kind }) => kind === "condition");
    return narrow<Subscription | PlacedWait>([...items, ...conditions], where, {
      type: (each, type) => each.kind === (type === "conditional" ? "condition" : type),
      name: (each, name) => each.name === name,
      activity: (each, id) => each.elementId === id,
      instance: (each, ref) => ("instance" in each ? each.instance.id : each.instanceId) === this.idOf(ref),
    });
  }

  /** Places that wait, by what or where: what the step form calls executions. */
  async placesAt(where: Where): Promise<PlacedWait[]> {
    const waits = await this.waits();
    return narrow(waits, where, {
      instance: (each, ref) => each.instance.id === this.idOf(ref),
      activity: (each, id) => each.elementId === id,
      message: (each, name) => each.kind === "message" && each.name === name,
      signal: (each, name) => each.kind === "signal" && each.name === name,
      anyMessage: (each) => each.kind === "message",
      childOnly: () => true,
    });
  }
}

function isCandidate({ wait }: PlacedTask, user: string): boolean {
  return wait.candidateUsers.includes(user) || groupsOf(user).some((group) => wait.candidateGroups.includes(group));
}

/** Wait ids come from a counter of their instance; ids of instances begin with their time. */
function ageOf(task: PlacedTask): number {
  return Date.parse(task.createdAt) * 10_000 + Number(task.wait.waitId);
}
