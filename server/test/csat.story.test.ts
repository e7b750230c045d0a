import test from "ava";
import type { Task, TaskPage } from "../http/wire.ts";
import { transact } from "../db/transact.ts";
import { eventually } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";

let site: Served;
test.before(async () => {
  site = await served({ PUBLIC_URL: "https://desk.example/" });
});
test.after.always(() => site.close());

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

const form = (text: string) => ({ method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: text }); // prettier-ignore

test.serial("a customer answers by the link in the mail, once, and is called when they are not content", async (t) => {
  t.timeout(120_000);
  const cast = await gather([site.url]);
  const { number, path } = await eventually("a survey in the mail of a closed ticket", async () => {
    const [mail] = await rows(
      "select ticket_number, body_text from mails where body_text like '%https://desk.example/feedback/%' order by created_at desc limit 1",
    );
    const found = /https:\/\/desk\.example(\/feedback\/[\w-]+)/.exec(String(mail?.["body_text"]))?.[1];
    return found === undefined ? undefined : { number: mail?.["ticket_number"], path: found };
  });
  const page = await fetch(`${site.url}${path}`);
  const html = await page.text();
  const incomplete = await fetch(`${site.url}${path}`, form("score=9"));
  const given = await fetch(`${site.url}${path}`, form("score=2&comment=Zu+langsam+%3Cb%3E&contactMe=on"));
  const again = await fetch(`${site.url}${path}`, form("score=5"));
  const unknown = await fetch(`${site.url}/feedback/nonsense`);

  t.is(page.status, 200);
  t.regex(html, /<html lang="de">[^]*Wie zufrieden waren Sie\?/);
  t.deepEqual([incomplete.status, given.status, again.status, unknown.status], [422, 200, 409, 404]);
  t.regex(await again.text(), /bereits geantwortet/);
  const task = await eventually("somebody to call", async () => {
    const { body } = await cast.admin.send<TaskPage>("GET", "/api/tasks?view=all&search=anrufen");
    const [first] = body.items;
    return first === undefined ? undefined : (await cast.admin.send<Task>("GET", `/api/tasks/${first.id}`)).body;
  });
  t.is(task.form?.key, "csat_call");
  t.true(JSON.stringify(task.form).includes("Zu langsam <b>"));
  const manager = await cast.as("imayer");
  const done = await manager.send("POST", `/api/tasks/${task.id}/complete`, {
    variables: { reached: true, note: "Entschuldigt" },
  });
  t.is(done.status, 204);
  await eventually("the call to be recorded", async () => {
    const [survey] = await rows("select score, contact_me, follow_up from csat_surveys where answered_at is not null");
    return survey?.["follow_up"] === "Entschuldigt" && survey["score"] === 2 ? true : undefined;
  });
  t.deepEqual(await rows("select number from tickets where csat = 2"), [{ number }]);
});
