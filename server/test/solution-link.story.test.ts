import test from "ava";
import { transact } from "../db/transact.ts";
import type { Ticket } from "../http/wire.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import { openPost } from "./post.ts";
import type { Post } from "./post.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { answer, gather } from "./story.ts";
import type { Cast } from "./story.ts";

let post: Post;
let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(180_000);
  post = await openPost();
  site = await served({ PUBLIC_URL: "https://desk.example/", SMTP_URL: post.url });
  cast = await gather([site.url]);
});
test.after.always(async () => {
  await site?.close();
  await post?.close();
});

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

const ticketOf = (number: string) => given(cast.admin.send<Ticket>("GET", `/api/tickets/${number}`));

const statusOf = (number: string, ...statuses: readonly string[]) =>
  eventually(`${number} to be ${statuses.join(" or ")}`, async () => {
    const { status } = await ticketOf(number);
    return statuses.includes(status) ? status : undefined;
  });

/** A solved ticket, and the path of the link in the mail that reached the customer's mail server. */
async function solved(title: string, email: string): Promise<{ readonly number: string; readonly path: string }> {
  const [customer] = await rows("select id from customers where name = 'Muster GmbH'");
  const customerId = customer?.["id"];
  // somebody new each time: nobody gets more than three automatic mails an hour
  const contact = await given(
    cast.admin.send<{ id: string }>("POST", "/api/contacts", { customerId, name: email, email }),
  );
  const { number } = await given(
    cast.admin.send<{ number: string }>("POST", "/api/tickets", {
      customerId,
      contactId: contact.id,
      title,
      channel: "phone",
      impact: "low",
      urgency: "low",
      category: "capacity",
    }),
  );
  await answer(cast, number, "ticket_accept", { decision: "accept" });
  return { number, path: await solve(number) };
}

async function solve(number: string): Promise<string> {
  const before = linksOf(number).length;
  await answer(cast, number, "ticket_work", {
    outcome: "solved",
    resolution: "Treiber erneuert <b>",
    resolutionCode: "fixed",
    minutes: 20,
    workType: "remote",
  });
  return eventually("the mail with the link", async () => linksOf(number)[before]);
}

const linksOf = (number: string): readonly string[] =>
  post.mails
    .filter(({ subject = "" }) => subject.includes(number))
    .flatMap(({ text = "" }) => /https:\/\/desk\.example(\/portal\/solutions\/[\w-]{43})/.exec(text)?.[1] ?? []);

const send = (path: string, body: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${site.url}${path}`, { method: "POST", body: new URLSearchParams(body), headers });

const trailOf = async (number: string) =>
  (await rows("select type, actor from trail where stream_id = $1 order by seq", [`case:${number}`])).map(
    (each) => `${String(each["type"])} ${String(each["actor"])}`,
  );

test.serial("whoever opens the link sees the solution; only the answer closes the ticket, and only once", async (t) => {
  t.timeout(120_000);
  const { number, path } = await solved("Drucker druckt doppelt", "ada@muster.example");

  const scanned = await Promise.all([
    fetch(`${site.url}${path}`),
    fetch(`${site.url}${path}?language=en`),
    fetch(`${site.url}${path}`, { method: "HEAD" }),
  ]);
  const [german, english] = await Promise.all(scanned.map((each) => each.text()));
  t.deepEqual([scanned[0].status, scanned[1].status], [200, 200]);
  t.regex(german ?? "", /<html lang="de">[^]*Drucker druckt doppelt[^]*Treiber erneuert &lt;b&gt;[^]*Ja, gelöst/);
  t.regex(english ?? "", /Yes, solved[^]*No, the problem persists/);
  t.regex(scanned[0].headers.get("content-security-policy") ?? "", /default-src 'none'/);
  t.is((await ticketOf(number)).status, "resolved");
  t.deepEqual(await trailOf(number), []);

  const foreign = await send(path, { step: "confirm" }, { origin: "https://evil.example" });
  t.is(foreign.status, 403);
  t.is((await ticketOf(number)).status, "resolved");
  const [one, other] = await Promise.all([send(path, { step: "confirm" }), send(path, { step: "confirm" })]);
  t.deepEqual([one.status, other.status], [200, 200]);
  await statusOf(number, "closed_to_invoice", "closed_invoiced", "closed");
  t.deepEqual(await trailOf(number), ["confirmTicket customer"]);
  t.regex(await (await send(path, { step: "unsolved", text: "doch nicht" })).text(), /Die Lösung ist bestätigt/);
  t.deepEqual(await trailOf(number), ["confirmTicket customer"]);
  t.is((await fetch(`${site.url}/portal/solutions/${"a".repeat(43)}`)).status, 404);
  const secret = path.split("/").at(-1) ?? "";
  const leaked = await rows(
    `select 1 from instances where variables::text like $1 union all select 1 from trail where data::text like $1 union all select 1 from jobs where input::text like $1`,
    [`%${secret}%`],
  );
  t.deepEqual(leaked, []);
});

test.serial(
  "what is not solved comes back to the technician with the customer's words; an earlier link is void then",
  async (t) => {
    t.timeout(120_000);
    const { number, path } = await solved("Scanner scannt schief", "bea@muster.example");
    const { assignee } = await ticketOf(number);

    const wordless = await send(path, { step: "unsolved", text: "  " });
    t.is(wordless.status, 422);
    t.regex(await wordless.text(), /Bitte schreiben Sie kurz/);
    const said = await send(path, { step: "unsolved", text: "Danke, super – aber er scannt schief" });
    t.is(said.status, 200);
    await statusOf(number, "in_progress");

    const back = await ticketOf(number);
    t.is(back.assignee, assignee);
    t.true(back.messages.some(({ direction, body }) => direction === "in" && body.includes("scannt schief")));
    t.deepEqual(await trailOf(number), ["rejectSolution customer"]);
    const next = await solve(number);
    t.not(next, path);
    t.regex(await (await send(path, { step: "confirm" })).text(), /Ihre Rückmeldung ist da/);
    t.is((await ticketOf(number)).status, "resolved");
    await rows(
      "update solution_links set expires_at = now() where answer is null and ticket_id = (select id from tickets where number = $1)",
      [number],
    );
    t.regex(await (await send(next, { step: "confirm" })).text(), /gilt nicht mehr/);
    t.is((await ticketOf(number)).status, "resolved");
  },
);
