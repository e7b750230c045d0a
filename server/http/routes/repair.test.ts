import test from "ava";
import { bpmn, ext, flow, flows, message, service } from "../../test/models.ts";
import { Refused } from "../../test/conformance/client.ts";
import type { Client } from "../../test/conformance/client.ts";
import { openStage } from "../../test/conformance/stage.ts";
import type { Stage } from "../../test/conformance/stage.ts";
import type { Instance, LeasedJob, OpenWait, Subscription, TaskPage, Timer, Visit } from "../wire.ts";

let stage: Stage;
let client: Client;
test.before(async () => {
  stage = await openStage();
  client = (await stage.admit()).client;
});
test.after.always(() => stage.close());

async function start(id: string, body: string, roots = "", variables: object = {}): Promise<string> {
  await client.send("/api/definitions", Buffer.from(bpmn(id, body, roots)));
  return (await client.post<{ id: string }>("/api/instances", { processKey: id, variables })).id;
}

const instance = (id: string): Promise<Instance> => client.get(`/api/instances/${id}`);
const waitsOf = async (id: string): Promise<OpenWait[]> =>
  (await client.get<{ items: OpenWait[] }>(`/api/instances/${id}/waits`)).items;
const timersOf = async (id: string): Promise<Timer[]> =>
  (await client.get<{ items: Timer[] }>(`/api/timers?instanceId=${id}`)).items;
const tasksOf = async (key: string): Promise<TaskPage["items"]> =>
  (await client.get<TaskPage>(`/api/tasks?view=all&processKey=${key}`)).items;

async function lease(type: string): Promise<LeasedJob> {
  const { items } = await client.post<{ items: LeasedJob[] }>("/api/jobs/lease", {
    worker: "test",
    types: [type],
    duration: 60_000,
  });
  if (items[0] === undefined) throw new Error(`no job of type ${type}`);
  return items[0];
}

const task = (id: string): string => `<bpmn:userTask id="${id}" name="${id}"/>`;
const catching = (id: string, definition: string): string =>
  `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`;
const inAnHour = "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>";
const ends = `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>`;

test.serial("a worker outside leases a job, and what it gives goes to the process", async (t) => {
  const id = await start("outside", `${ends}${service("work", "outside.work")}${flows("s", "work", "e")}`, "", {
    order: 7,
  });

  const job = await lease("outside.*");
  const second = await client.post<{ items: unknown[] }>("/api/jobs/lease", { worker: "other", types: ["outside.*"] });
  await client.post(`/api/jobs/${job.id}/complete`, { token: job.token, variables: { shipped: true } });

  t.like(job, { elementId: "work", type: "outside.work", input: { order: 7 }, attempts: 1 });
  t.deepEqual(second.items, []);
  t.like(await instance(id), { status: "completed", variables: { order: 7, shipped: true } });
});

test.serial("a lease that ran out is lost, unless it was extended", async (t) => {
  await start("late", `${ends}${service("work", "late.work")}${flows("s", "work", "e")}`);
  const first = await lease("late.work");
  await client.post(`/api/jobs/${first.id}/extend`, { token: first.token, duration: 180_000 });
  stage.clock.now = new Date(stage.clock.now.getTime() + 120_000);
  const during = await client.post<{ items: unknown[] }>("/api/jobs/lease", { worker: "other", types: ["late.work"] });
  stage.clock.now = new Date(stage.clock.now.getTime() + 120_000);
  const second = await lease("late.work");

  const refused = await t.throwsAsync(client.post(`/api/jobs/${first.id}/complete`, { token: first.token }), {
    instanceOf: Refused,
  });

  t.deepEqual(during.items, []);
  t.is(refused?.code, "job.lease");
  t.not(second.token, first.token);
});

test.serial("a failed job is tried again and becomes a fault; a BPMN error goes to the model", async (t) => {
  const boundary = `<bpmn:boundaryEvent id="caught" attachedToRef="work"><bpmn:errorEventDefinition errorRef="E"/></bpmn:boundaryEvent><bpmn:endEvent id="other"/>`;
  const body = `${ends}${service("work", "failing.work", 1)}${boundary}${flows("s", "work", "e")}${flow("caught", "other")}`;
  const id = await start("failing", body, `<bpmn:error id="E" errorCode="SOLD_OUT"/>`);
  const job = await lease("failing.work");

  await client.post(`/api/jobs/${job.id}/fail`, { token: job.token, message: "no paper" });
  const { faultList } = await instance(id);
  await client.post(`/api/instances/${id}/faults/${faultList[0]?.waitId}/retry`, {});
  const again = await lease("failing.work");
  await client.post(`/api/jobs/${again.id}/error`, { token: again.token, errorCode: "SOLD_OUT" });

  t.like(faultList[0], { code: "job.exhausted", message: "no paper" });
  const { status, path } = await instance(id);
  t.is(status, "completed");
  t.true(path.some(({ elementId }) => elementId === "other"));
});

test.serial("a suspended instance refuses tasks, keeps messages waiting and its timers' remainder", async (t) => {
  const fork = `<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>`;
  const message1 = catching("called", `<bpmn:messageEventDefinition messageRef="M"/>`);
  const body = `${ends}${fork}${task("ask")}${catching("pause", inAnHour)}${message1}${flows("s", "fork", "ask", "join", "e")}${flows("fork", "pause", "join")}${flows("fork", "called", "join")}`;
  const id = await start("resting", body, message("M", "call"));
  stage.clock.now = new Date(stage.clock.now.getTime() + 1_200_000);

  await client.post(`/api/instances/${id}/suspend`, { reason: "audit" });
  const [open] = await tasksOf("resting");
  const refused = await t.throwsAsync(client.post(`/api/tasks/${open?.id}/complete`, { variables: {} }), {
    instanceOf: Refused,
  });
  const published = await client.post<{ state: string }>("/api/messages", { name: "call", variables: {} });
  stage.clock.now = new Date(stage.clock.now.getTime() + 7_200_000);
  await stage.drain();
  const during = (await waitsOf(id)).map(({ kind }) => kind).toSorted();
  await client.post(`/api/instances/${id}/resume`, { reason: "audited", keepRemainder: true });
  await client.post("/api/messages", { name: "call", variables: {} });
  const [timer] = await timersOf(id);
  await client.post(`/api/tasks/${open?.id}/complete`, { variables: {} });

  t.is(refused?.code, "instance.suspended");
  t.is(published.state, "buffered");
  t.deepEqual(during, ["message", "task", "timer"]);
  t.is(Date.parse(timer?.dueAt ?? "") - stage.clock.now.getTime(), 2_400_000);
});

test.serial("one waiting place is continued by hand, tasks are not", async (t) => {
  const id = await start(
    "byHand",
    `${ends}${catching("pause", inAnHour)}${task("ask")}${flows("s", "pause", "ask", "e")}`,
  );

  const [timer] = await waitsOf(id);
  await client.post(`/api/instances/${id}/waits/${timer?.waitId}/trigger`, {});
  const [ask] = await waitsOf(id);
  const refused = await t.throwsAsync(client.post(`/api/instances/${id}/waits/${ask?.waitId}/trigger`, {}), {
    instanceOf: Refused,
  });
  const gone = await t.throwsAsync(client.post(`/api/instances/${id}/waits/${timer?.waitId}/trigger`, {}), {
    instanceOf: Refused,
  });

  t.is(ask?.kind, "task");
  t.is(refused?.code, "wait.kind");
  t.is(gone?.code, "wait.missing");
});

test.serial("tokens are moved by hand, and the visits tell where the instance has been", async (t) => {
  const id = await start("moved", `${ends}${task("one")}${task("two")}${flows("s", "one", "two", "e")}`);

  const instructions = [
    { kind: "cancelElement", elementId: "one" },
    { kind: "startBefore", elementId: "two" },
  ];
  await client.post(`/api/instances/${id}/modify`, { instructions, reason: "wrong turn" });
  const { items } = await client.get<{ items: Visit[] }>(`/api/instances/${id}/visits`);

  t.deepEqual(
    (await waitsOf(id)).map(({ elementId }) => elementId),
    ["two"],
  );
  t.deepEqual(
    items.map(({ elementId, outcome }) => [elementId, outcome]),
    [
      ["s", "completed"],
      ["one", "cancelled"],
      ["two", "open"],
    ],
  );
});

test.serial("activities of an ad-hoc sub-process are chosen, and it is completed by hand", async (t) => {
  const adHoc = `<bpmn:adHocSubProcess id="free">${task("one")}${task("two")}</bpmn:adHocSubProcess>`;
  const id = await start("chosen", `${ends}${adHoc}${flows("s", "free", "e")}`);
  const [free] = await waitsOf(id);
  const place = `/api/instances/${id}/waits/${free?.waitId}`;

  await client.post(`${place}/activate`, { elementIds: ["two"] });
  const names = (await tasksOf("chosen")).map(({ name }) => name);
  await client.post(`${place}/complete`, {});

  t.deepEqual(free?.activatable, ["one", "two"]);
  t.deepEqual(names, ["two"]);
  t.is((await instance(id)).status, "completed");
});

test.serial("a message starts its process past those who wait, and both are listed as subscriptions", async (t) => {
  const begin = `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="M"/></bpmn:startEvent><bpmn:endEvent id="e"/>`;
  const body = `${begin}${catching("more", `<bpmn:messageEventDefinition messageRef="M"/>`)}${flows("s", "more", "e")}`;
  await client.send("/api/definitions", Buffer.from(bpmn("begun", body, message("M", "ring"))));

  await client.post("/api/messages/start", { name: "ring" });
  await client.post("/api/messages/start", { name: "ring", businessKey: "R-2" });
  const page = await client.get<{ items: Subscription[]; nextCursor: string }>("/api/subscriptions?name=ring&limit=2");
  const rest = await client.get<{ items: Subscription[] }>(
    `/api/subscriptions?name=ring&limit=2&cursor=${page.nextCursor}`,
  );
  const none = await t.throwsAsync(client.post("/api/messages/start", { name: "nobody" }), { instanceOf: Refused });

  t.deepEqual(
    [...page.items, ...rest.items].map(({ elementId }) => elementId),
    ["s", "more", "more"],
  );
  t.is(none?.code, "message.start");
});

test.serial("a start event that waits for two messages starts on either", async (t) => {
  const begin = `<bpmn:startEvent id="s"><bpmn:messageEventDefinition id="d1" messageRef="M1"/><bpmn:messageEventDefinition id="d2" messageRef="M2"/></bpmn:startEvent><bpmn:endEvent id="e"/>`;
  await client.send(
    "/api/definitions",
    Buffer.from(bpmn("either", `${begin}${flows("s", "e")}`, message("M1", "letter") + message("M2", "mail"))),
  );

  const first = await client.post<{ id: string }>("/api/messages/start", { name: "letter" });
  const second = await client.post<{ id: string }>("/api/messages/start", { name: "mail" });

  t.deepEqual([(await instance(first.id)).status, (await instance(second.id)).status], ["completed", "completed"]);
});

test.serial("a process that calls itself stops with a fault instead of filling the database", async (t) => {
  const call = `<bpmn:callActivity id="again">${ext(`<zeebe:calledElement processId="mirror"/>`)}</bpmn:callActivity>`;
  const id = await start("mirror", `${ends}${call}${flows("s", "again", "e")}`);

  const { items } = await client.get<{ items: { faults: number }[] }>(
    "/api/instances?processKey=mirror&withCalled=true&limit=200",
  );

  t.is(items.length, 100);
  t.is(items.find((each) => "id" in each && each.id === id)?.faults, 1);
});

test.serial("a process that calls itself three times over stops with faults, too", async (t) => {
  const many = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  const call = `<bpmn:callActivity id="again">${ext(`<zeebe:calledElement processId="hydra"/>`)}${many}</bpmn:callActivity>`;
  const id = await start("hydra", `${ends}${call}${flows("s", "again", "e")}`);

  const { items } = await client.get<{ items: object[] }>("/api/instances?processKey=hydra&withCalled=true&limit=200");

  t.is(items.length, 200);
  t.is((await instance(id)).status, "running");
});

test.serial("variables written for one waiting place are seen by nobody else", async (t) => {
  const id = await start("apart", `${ends}${task("one")}${flows("s", "one", "e")}`, "", { a: 1 });
  const [one] = await waitsOf(id);
  const place = `/api/instances/${id}/waits/${one?.waitId}/variables`;

  await client.patch(place, { variables: { b: 2 }, reason: "only here", isLocal: true });

  t.deepEqual(await client.get(place), { local: { b: 2 }, visible: { a: 1, b: 2 } });
  t.deepEqual((await instance(id)).variables, { a: 1 });
});
