import test from "ava";
import type { Json } from "../base/json.ts";
import { transact } from "../db/transact.ts";
import type { Task, TaskPage } from "../http/wire.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { given } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";

let site: Served;
let cast: Cast;
test.before(async () => {
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site.close());

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

interface Kpi {
  readonly key: string;
  readonly value: number | null;
  readonly color: string;
  readonly source: string;
  readonly dataState: string;
}
interface Item {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly quarter: string | null;
  readonly riskAcceptedBy: string | null;
}
interface Review {
  readonly number: string;
  readonly state: string;
  readonly gaps: readonly { readonly source: string; readonly reason: string }[];
  readonly kpis: readonly Kpi[];
  readonly items: readonly Item[];
  readonly pptxFileId: string | null;
  readonly pdfFileId: string | null;
  readonly postponed: number;
  readonly assessedBy: string;
  readonly reviewedBy: string;
}

async function taskOf(form: string, fits: (task: Task) => boolean = () => true): Promise<Task> {
  return eventually(`a task with the form ${form}`, async () => {
    const { items } = await given(cast.admin.send<TaskPage>("GET", "/api/tasks?view=all&search=QBR&limit=200"));
    const tasks = await Promise.all(items.map((row) => cast.admin.send<Task>("GET", `/api/tasks/${row.id}`)));
    return tasks.find(({ status, body }) => status === 200 && body.form?.key === form && fits(body))?.body;
  });
}

async function complete(who: Client, task: Task, variables: Record<string, Json>): Promise<void> {
  await given(who.send("POST", `/api/tasks/${task.id}/complete`, { variables }));
}

const ofMuster = (task: Task) => task.customer === "Muster GmbH";

const saysOf = (task: Task, key: string) => String(task.form?.fields.find((field) => field.key === key)?.default);

test.serial("a review with a gap, given back once, postponed once, ends with three decisions", async (t) => {
  t.timeout(180_000);
  const vcio = await cast.as("fbeck");
  const checker = await cast.as("hkern");
  const [muster] = (await rows("select id from customers where name = 'Muster GmbH'")) as [{ id: string }];
  await given(cast.admin.send("PUT", `/api/customers/${muster.id}/review-class`, { reviewClass: "A" }));

  // the calendar finds whose turn it is, once
  await given(cast.admin.send("POST", "/api/instances", { processKey: "qbr-calendar" }));
  const number = await eventually("the review", async () => {
    const [found] = await rows("select number from reviews where customer_id = $1", [muster.id]);
    return found === undefined ? undefined : String(found["number"]);
  });
  const look = () => given(cast.admin.send<Review>("GET", `/api/reviews/${number}`));
  const assess = await taskOf("qbr_assess", ofMuster);
  const collected = await look();

  // no RMM has ever reported: a gap with a name, and grey instead of nought
  t.deepEqual(
    collected.gaps.map(({ source }) => source),
    ["monitoring"],
  );
  t.is(collected.kpis.length, 11);
  t.like(
    collected.kpis.find(({ key }) => key === "patch"),
    { value: null, color: "grey", dataState: "missing", source: "monitoring" },
  );
  t.true(collected.kpis.every(({ value, color }) => (value === null) === (color === "grey")));

  // assessed, planned with a mistake, checked by somebody else, given back once
  const words = {
    message1: "Die Reaktionszeiten halten.",
    risk1: "Windows 10 ohne Updates",
    risk2: "Firewall ohne Garantie",
  };
  await complete(vcio, assess, words);
  const lines = [
    "2027-Q1; Server ersetzen; lifecycle; 12.000; 120; hoch; Ausfall ohne Ersatz",
    "2027-Q2; Firewall erneuern; security; 4.500,50; 35; mittel; Angriffe",
    "offen; MFA für alle; security; 0; 90; hoch; Kontenübernahme",
  ];
  await complete(vcio, await taskOf("roadmap_edit"), {
    items: [...lines, "2027-Q9; Unsinn; x; 1; 1; hoch;"].join("\n"),
  });
  const unreadable = await taskOf("roadmap_edit", (task) => /4: .*2027-Q9/.test(saysOf(task, "problem")));
  await complete(vcio, unreadable, { items: lines.join("\n") });
  const own = await vcio.send<{ code: string }>("POST", `/api/tasks/${(await taskOf("qbr_review")).id}/complete`, {
    variables: { decision: "approved" },
  });
  t.is(own.status, 403);
  await complete(checker, await taskOf("qbr_review"), { decision: "rejected", comment: "Risiko 3 fehlt" });
  const again = await taskOf("qbr_assess", (task) => saysOf(task, "remark") === "Risiko 3 fehlt");
  await complete(vcio, again, { ...words, risk3: "Ein einziger Administrator" });
  await complete(vcio, await taskOf("roadmap_edit"), { items: lines.join("\n") });
  await complete(checker, await taskOf("qbr_review"), { decision: "approved" });

  // what was checked lies with the review
  const approved = await eventually("the deck", async () => {
    const found = await look();
    return found.pdfFileId === null || found.state !== "approved" ? undefined : found;
  });
  const files = await rows(
    "select id, media_type, bytes from files where subject_kind = 'review' and id in ($1, $2) order by media_type",
    [approved.pdfFileId, approved.pptxFileId],
  );
  t.deepEqual(
    files.map((file) => file["media_type"]),
    ["application/pdf", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  );
  t.true(files.every((file) => Number(file["bytes"]) > 10_000));
  t.like(approved, { assessedBy: "fbeck", reviewedBy: "hkern" });

  // postponed once, then held
  const date = async () =>
    complete(vcio, await taskOf("qbr_date"), { meetingAt: new Date(Date.now() - 1_000).toISOString() });
  await date();
  await complete(vcio, await taskOf("qbr_meeting"), { held: "postponed" });
  await date();
  await complete(vcio, await taskOf("qbr_meeting"), {
    held: "held",
    attendees: "E. Muster, F. Beck",
    actions: "Angebot bis Freitag",
  });

  // three decisions, three consequences
  const decide = async (title: string, variables: Record<string, Json>) =>
    complete(vcio, await taskOf("qbr_decision", (task) => saysOf(task, "title") === title), variables);
  await decide("Server ersetzen", { decision: "approved" });
  await decide("Firewall erneuern", { decision: "postponed", quarter: "2027-Q4" });
  await decide("MFA für alle", { decision: "rejected", riskAcceptedBy: "Erika Muster", note: "Zu unbequem" });
  const instance = await eventually("the follow-up's clock", async () => {
    const [timer] = await rows("select instance_id, wait_id from timers where element_id = 'I_30'");
    return timer;
  });
  const held = await look();
  const item = (title: string) => held.items.find((each) => each.title === title);
  t.is(held.postponed, 1);
  t.like(item("Server ersetzen"), { state: "approved" });
  t.like(item("Firewall erneuern"), { state: "postponed", quarter: "2027-Q4" });
  t.like(item("MFA für alle"), { state: "rejected", riskAcceptedBy: "Erika Muster" });
  const mails = await rows("select subject, body_text from mails where subject like $1 order by created_at", [
    `${number}%`,
  ]);
  t.is(mails.length, 3);
  const enclosed = await rows(
    `select m.subject, f.name from mails m join file_uses u on u.kind = 'mail' and u.user_id = m.id::text join files f on f.id = u.file_id
     where m.subject like $1 order by m.created_at, f.name`,
    [`${number}%`],
  );
  t.deepEqual(
    enclosed.map(({ subject, name }) => [subject === mails[2]?.["subject"], name]),
    [
      [true, `${number}.pdf`],
      [true, `${number}.pptx`],
    ],
  );
  t.regex(String(mails[2]?.["body_text"]), /MFA für alle: .*Erika Muster/);
  t.is((await rows("select 1 from archive_objects where kind = 'review' and ref = $1", [number])).length, 1);
  await t.throwsAsync(rows("update roadmap_items set risk_accepted_by = null where decision = 'rejected'"), {
    message: /roadmap_items_risk/,
  });
  const refused = await cast.admin.send<{ code: string }>(
    "PATCH",
    `/api/roadmap-items/${item("MFA für alle")?.id ?? ""}`,
    { revision: 1 },
  );
  t.deepEqual([refused.status, refused.body.code], [409, "roadmap.decided"]);

  // thirty days later
  await given(
    cast.admin.send(
      "POST",
      `/api/instances/${String(instance["instance_id"])}/waits/${String(instance["wait_id"])}/trigger`,
      { reason: "30 Tage" },
    ),
  );
  await complete(vcio, await taskOf("qbr_follow"), { note: "Angebot angenommen" });
  await eventually("the end of the review", async () => ((await look()).state === "closed" ? true : undefined));
});

test.serial("the same period is reviewed once", async (t) => {
  const { id } = await given(cast.admin.send<{ id: string }>("POST", "/api/instances", { processKey: "vcio-qbr" }));
  const vcio = await cast.as("fbeck");

  await complete(vcio, await taskOf("qbr_start"), { customer: "Muster GmbH" });
  const ended = await eventually("its end", async () => {
    const { body } = await cast.admin.send<{ status: string }>("GET", `/api/instances/${id}`);
    return body.status === "completed" ? body : undefined;
  });

  t.truthy(ended);
  t.is(
    (await rows("select 1 from reviews r join customers c on c.id = r.customer_id where c.name = 'Muster GmbH'"))
      .length,
    1,
  );
});
