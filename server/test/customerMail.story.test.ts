import test from "ava";
import type { ParsedMail } from "mailparser";
import { transact } from "../db/transact.ts";
import { arrive } from "./arriving.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { given } from "./desks.ts";
import { openPost } from "./post.ts";
import type { Post } from "./post.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { answer, gather } from "./story.ts";

let site: Served;
let post: Post;
const clock = { ahead: 0 };
const day = 24 * 3_600_000;
const now = () => new Date(Date.now() + clock.ahead);
const password = "ablauf-demo";
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  post = await openPost();
  site = await served(
    { SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"), HTTP_ALLOWED_HOSTS: "127.0.0.1" },
    { now },
  );
  const admin = await asAdmin();
  const settings = { host: "127.0.0.1", port: post.port, security: "none", from: "Service Desk <desk@msp.example>", replyTo: "desk+{token}@msp.example" }; // prettier-ignore
  const { id } = await given(admin.send<{ id: string }>("POST", "/api/connectors", { name: "Ausgang", kind: "smtp", settings })); // prettier-ignore
  await given(admin.send("PATCH", `/api/connectors/${id}`, { isEnabled: true }));
});
test.after.always(async () => {
  await site?.close();
  await post?.close();
});

const asAdmin = (): Promise<Client> => openClient([site.url], { login: "admin", password });
/** Whoever has signed in must do so again when days have passed. */
const answered = async (number: string, form: string, values: object) =>
  answer(await gather([site.url]), number, form, values);
const rowsOf = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
  transact(site.house.database, "main", (tx) => tx.query<T & Record<string, unknown>>(text, values));

interface Ticket {
  readonly number: string;
  readonly status: string;
  readonly reopened: number;
  readonly code: string | null;
}
const ticketBy = async (column: "title" | "number", value: string): Promise<Ticket | undefined> =>
  (await rowsOf<Ticket>(`select number, status, reopened, resolution_code as code from tickets where ${column} = $1`, [value]) // prettier-ignore
  )[0];
const becomes = (number: string, what: string, is: (ticket: Ticket) => boolean) =>
  eventually(what, async () => {
    const ticket = await ticketBy("number", number);
    return ticket !== undefined && is(ticket) ? ticket : undefined;
  });
/** When the process of a ticket goes on by itself, once it waits at an element. */
async function dueOf(number: string, element: string): Promise<Date> {
  const [timer] = await eventually(`${element} to wait`, async () => {
    const timers = await rowsOf<{ due: Date }>(
      `select t.due_at as due from timers t join instances i on i.tenant_id = t.tenant_id and i.id = t.instance_id
       where i.business_key = $1 and t.element_id = $2 and t.due_at > $3`,
      [number, element, now()],
    );
    return timers.length > 0 ? timers : undefined;
  });
  if (timer === undefined) throw new Error(`${element} has no timer`);
  return timer.due;
}
/** It is that moment. */
const reach = (moment: Date): void => {
  clock.ahead = moment.getTime() - Date.now() + 1_000;
};
const mailsAbout = (number: string): ParsedMail[] =>
  post.mails.filter(({ subject, replyTo }) => `${subject} ${replyTo?.text}`.includes(number));

/** A customer's mail becomes a ticket that somebody works on. Tells its number. */
async function writtenIn(id: string, subject: string): Promise<string> {
  await arrive(site, { id, from: "Erika <erika@muster.example>", subject, text: "Bitte helfen Sie." });
  const { number } = await eventually("a ticket", () => ticketBy("title", subject));
  await answered(number, "ticket_accept", { decision: "accept" });
  return number;
}

/** The customer answers what was written about a ticket. */
async function reply(id: string, number: string, text: string): Promise<void> {
  const about = await eventually("a mail with a way back", () => Promise.resolve(mailsAbout(number).at(-1)));
  const to = about.replyTo?.value[0]?.address ?? "";
  const token = /\+(.*)\./.exec(to)?.[1] === number ? /\[T-[^\]]*\]/.exec(about.text ?? "")?.[0] : undefined;
  await arrive(site, {
    id,
    from: "Erika <erika@muster.example>",
    subject: `Re: ${about.subject}`,
    text: `${text}\r\n\r\n> ${token}`,
    headers: [`In-Reply-To: ${about.messageId}`],
  });
}

const solved = { outcome: "solved", resolution: "Dienst neu gestartet.", resolutionCode: "fixed", minutes: 15, workType: "remote" }; // prettier-ignore

test.serial(
  "a solved ticket is opened again by the customer's mail within the days, and followed by another after them",
  async (t) => {
    t.timeout(180_000);
    const number = await writtenIn("again-1@muster.example", "Warenwirtschaft startet nicht");
    await answered(number, "ticket_work", solved);
    await becomes(number, "the solution", ({ status }) => status === "resolved");
    await dueOf(number, "I_auto");
    clock.ahead += 2 * day;

    await reply("again-2@muster.example", number, "Leider startet die Warenwirtschaft wieder nicht.");

    const open = await becomes(number, "the ticket to be open again", ({ status }) => status === "in_progress" || status === "assigned"); // prettier-ignore
    t.is(open.reopened, 1);
    const [proposal] = await rowsOf<{ count: number }>(
      `select count(*)::int as count from billing_proposals p join tickets t on t.id = p.origin_id
     where t.number = $1 and p.state in ('proposed','approved','invoiced')`,
      [number],
    );
    t.is(proposal?.count, 0);

    await answered(number, "ticket_work", solved);
    await becomes(number, "the second solution", ({ status }) => status === "resolved");
    reach(await dueOf(number, "I_auto")); // nobody says no in five working days
    await becomes(number, "the ticket to be closed", ({ status }) => status.startsWith("closed"));
    await reply("again-3@muster.example", number, "Jetzt fehlt im Lager der neue Drucker, wer hilft mir?");

    const [next] = await eventually("a ticket that follows", async () => {
      const all = await rowsOf<{ number: string; title: string }>(
        "select t.number, t.title from tickets t join tickets o on o.id = t.related_id where o.number = $1",
        [number],
      );
      return all.length > 0 ? all : undefined;
    });
    t.not(next?.number, number);
    t.true((await ticketBy("number", number))?.status.startsWith("closed"));
  },
);

test.serial(
  "a ticket that waits for the customer asks thrice at most, then it is solved as not answered",
  async (t) => {
    t.timeout(180_000);
    const number = await writtenIn("wait-1@muster.example", "Bildschirm flackert manchmal");
    const before = mailsAbout(number).length;
    await answered(number, "ticket_work", { outcome: "waiting_customer", question: "Welcher Bildschirm?", minutes: 5, workType: "remote", workNote: "Rückfrage" }); // prettier-ignore
    await becomes(number, "the wait", ({ status }) => status === "waiting_customer");
    await eventually("the question", () => Promise.resolve(mailsAbout(number).length > before || undefined));

    for (const reminders of [1, 2]) {
      reach(await dueOf(number, "I_rem"));
      await eventually(`reminder ${reminders}`, () => Promise.resolve(mailsAbout(number).length >= before + 1 + reminders || undefined)); // prettier-ignore
      t.is((await ticketBy("number", number))?.status, "waiting_customer");
    }
    reach(await dueOf(number, "I_rem"));
    const ended = await becomes(number, "the ticket to be solved", ({ status }) => status === "resolved" || status.startsWith("closed")); // prettier-ignore

    t.is(ended.code, "no_fault");
    const words = mailsAbout(number).slice(before).map(({ subject }) => subject ?? ""); // prettier-ignore
    t.is(words.filter((subject) => !subject.includes("Gelöst")).length, 3); // the question and two reminders
  },
);
