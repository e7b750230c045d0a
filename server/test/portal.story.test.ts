import { createHash } from "node:crypto";
import test from "ava";
import { transact } from "../db/transact.ts";
import { eventually } from "./client.ts";
import { openPost } from "./post.ts";
import type { Post } from "./post.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let post: Post;
let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  post = await openPost();
  site = await served({ SMTP_URL: `smtp://127.0.0.1:${post.port}`, TRUSTED_PROXIES: "127.0.0.1, ::1" });
  cast = await gather([site.url]);
});
test.after.always(async () => {
  await site?.close();
  await post?.close();
});

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A browser without scripts: it keeps the cookie of the page, and follows nothing by itself. */
function visitor() {
  let cookie = "";
  return async (
    method: "GET" | "POST",
    path: string,
    body?: Readonly<Record<string, string>> | FormData,
  ): Promise<Page> => {
    const sent = body instanceof FormData ? body : new URLSearchParams(body);
    const answer = await fetch(`${site.url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        cookie,
        "accept-language": "de",
        origin: site.url,
        "sec-fetch-site": "same-origin",
      },
      ...(method === "POST" ? { body: sent } : {}),
    });
    const set = answer.headers.get("set-cookie");
    if (set !== null) cookie = set.split(";")[0] ?? "";
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
}

/** The way in that a mail holds. */
function linkIn(text: string | undefined): string {
  return /\/portal\/enter\/[\w-]{43}/.exec(text ?? "")?.[0] ?? "";
}

/** Asks for a link as a contact and gives where it leads. */
async function linkFor(address: string): Promise<string> {
  const before = post.mails.length;
  await visitor()("POST", "/portal/sign-in", { email: address });
  return eventually("the mail with the link", async () => {
    return post.mails.slice(before).map(({ text }) => linkIn(text)).find((link) => link !== ""); // prettier-ignore
  });
}

async function signedIn(address: string) {
  const go = visitor();
  const { status } = await go("POST", await linkFor(address));
  if (status !== 303) throw new Error(`Expected the link to sign in, but it was answered with ${status}`);
  return go;
}

const email = "erika@muster.example";

test.serial("a link by mail opens the page once, and nobody learns which addresses are known", async (t) => {
  const go = visitor();
  const start = await go("GET", "/portal");
  t.is(start.status, 200);
  t.regex(start.text, /<html lang="de">/);
  const policy = start.headers.get("content-security-policy") ?? "";
  t.regex(policy, /default-src 'none'/);
  const [, style = ""] = /<style>([^]*?)<\/style>/.exec(start.text) ?? [];
  t.true(policy.includes(createHash("sha256").update(style).digest("base64")), "the style is the one that is allowed");

  const stranger = await go("POST", "/portal/sign-in", { email: "niemand@nirgends.example" });
  const before = post.mails.length;
  const own = await go("POST", "/portal/sign-in", { email });
  t.is(own.status, 200);
  t.is(own.text, stranger.text);
  const wrong = await go("POST", "/portal/sign-in", { email: "keine Adresse" });
  t.is(wrong.status, 422);
  const mail = await eventually("the mail", async () =>
    post.mails.slice(before).find(({ text }) => linkIn(text) !== ""),
  );
  t.false(post.recipients.includes("niemand@nirgends.example"));
  const link = linkIn(mail.text);

  t.is((await go("GET", link)).status, 200);
  t.is((await go("GET", link)).status, 200); // a filter that looks does not use it up
  const entered = await go("POST", link);
  t.is(entered.status, 303);
  t.regex(entered.headers.get("set-cookie") ?? "", /HttpOnly; SameSite=Lax/);
  t.is((await visitor()("POST", link)).status, 404);
  const home = await go("GET", "/portal");
  t.regex(home.text, /Ihre Anfragen/);
  t.is((await go("POST", "/portal/sign-out")).status, 303);
  t.regex((await go("GET", "/portal")).text, /Ihre E-Mail-Adresse/);
  t.is((await visitor()("GET", "/portal/new")).status, 303);
  const secrets = await rows("select 1 from mails where tenant_id = $1 and body_text like '%/portal/enter/%'", [
    "main",
  ]);
  t.deepEqual(secrets, []);
});

test.serial("a fault with an attachment becomes a ticket of the portal, once, and the contact sees it", async (t) => {
  const go = await signedIn(email);
  const page = await go("GET", "/portal/new");
  t.regex(page.text, /enctype="multipart\/form-data"/);
  const key = /name="key" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  const filled = () => {
    const form = new FormData();
    const entered = {
      key,
      kind: "incident",
      title: "Drucker <klemmt>",
      description: "Seit heute früh",
      scope: "team",
      canWork: "limited",
      callback: "+49 89 1",
      category: "",
      asset: "",
    };
    for (const [name, value] of Object.entries(entered)) form.set(name, value);
    form.append("files", new File(["ein Bild"], "bild.txt", { type: "text/plain" }));
    return form;
  };
  const half = filled();
  half.set("title", "");
  half.delete("scope");
  const refused = await go("POST", "/portal/new", half);
  t.is(refused.status, 422);
  t.regex(refused.text, /role="alert"/);
  t.regex(refused.text, /Seit heute früh/);

  t.is((await go("POST", "/portal/new", filled())).status, 303);
  t.is((await go("POST", "/portal/new", filled())).status, 303);

  const ticket = await eventually("the ticket", async () => {
    const found = await rows(
      "select number, channel, impact, urgency from tickets where tenant_id = $1 and title = $2",
      ["main", "Drucker <klemmt>"],
    );
    return found[0];
  });
  t.like(ticket, { channel: "portal", impact: "medium", urgency: "medium" });
  const number = String(ticket["number"]);
  const files = await cast.admin.send<{ items: { name: string }[] }>(
    "GET",
    `/api/files?subjectKind=case&subjectId=${number}`,
  );
  t.deepEqual(
    files.body.items.map(({ name }) => name),
    ["bild.txt"],
  );
  const home = await go("GET", "/portal");
  t.regex(home.text, /Drucker &lt;klemmt&gt;/);
  t.is(home.text.split("Drucker &lt;klemmt&gt;").length, 2);

  const own = await go("GET", `/portal/tickets/${number}`);
  t.regex(own.text, /Seit heute früh/);
  t.is((await go("POST", `/portal/tickets/${number}`, { text: "Jetzt geht er wieder." })).status, 303);
  await eventually("the answer on the ticket", async () => {
    const { text } = await go("GET", `/portal/tickets/${number}`);
    return text.includes("Jetzt geht er wieder.") ? true : undefined;
  });
});

test.serial(
  "what vendors, automats and mails that never left say is not shown, and an answer stands once",
  async (t) => {
    const go = await signedIn(email);
    const [ticket] = await rows("select id, number from tickets where tenant_id = $1 and title = 'Drucker <klemmt>'", ["main"]); // prettier-ignore
    const { id, number } = ticket as { id: string; number: string }; // the test before made it
    const said = [
      ["in", "vendor", "Unser Einkaufspreis beträgt 80 €"],
      ["in", "system", "AP-7 offline"],
      ["out", null, "Wir  tauschen die\nWalze"],
      ["in", "customer", "Danke, bis morgen"],
    ] as const;
    for (const [direction, kind, body] of said)
      await rows(
        `insert into ticket_messages (tenant_id, id, ticket_id, direction, body, author, sender_kind, at)
       values ('main', gen_random_uuid(), $1, $2, $4, 'jemand', $3, now())`,
        [id, direction, kind, body],
      );
    const mails = [
      ["sent", null, "Guten Tag,\n\nWir tauschen die Walze\n\nIhr Team"],
      ["stored", "zurückgehalten", "Das hat niemand bekommen"],
      ["failed", "550", "Das kam zurück"],
    ] as const;
    for (const [state, error, text] of mails)
      await rows(
        `insert into mails (tenant_id, id, message_id, ticket_number, recipients, subject, body_text, state, error, created_at)
       values ('main', gen_random_uuid(), gen_random_uuid()::text, $1, array['Erika@Muster.example'], 'x', $2, $3, $4, now())`,
        [number, text, state, error],
      );

    const { text } = await go("GET", `/portal/tickets/${number}`);

    t.notRegex(text, /Einkaufspreis|AP-7|niemand bekommen|kam zurück/);
    t.is(text.split(/Wir\s+tauschen/).length, 2);
    t.regex(text, /data-ours="no">\s*<span class="who">[^]*?Danke, bis morgen/);
  },
);

test.serial("of others' tickets, and of tickets that are internal, a contact sees nothing", async (t) => {
  const go = await signedIn(email);
  const [other] = await rows(
    "select t.number from tickets t join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id where t.tenant_id = $1 and lower(c.email) <> $2 limit 1",
    ["main", email],
  );

  const seen = await go("GET", `/portal/tickets/${String(other?.["number"])}`);

  t.is(seen.status, 404);
  t.is((await go("POST", `/portal/tickets/${String(other?.["number"])}`, { text: "x" })).status, 404);
});

/** Asks for a link by way of a proxy. */
async function ask(from: string, address: string): Promise<number> {
  const answer = await fetch(`${site.url}/portal/sign-in`, {
    method: "POST",
    headers: { origin: site.url, "sec-fetch-site": "same-origin", "x-forwarded-for": `1.2.3.4, ${from}` },
    body: new URLSearchParams({ email: address }),
  });
  return answer.status;
}

test.serial(
  "behind a proxy one who asks too often locks out nobody else, and one mailbox is not flooded from many",
  async (t) => {
    const statuses: number[] = [];
    for (let no = 0; no < 11; no += 1) statuses.push(await ask("198.51.100.7", `p${no}@nirgends.example`));
    t.is(statuses.at(-1), 429);
    t.is(await ask("198.51.100.8", "p0@nirgends.example"), 200);

    const many: number[] = [];
    for (let no = 0; no < 11; no += 1) many.push(await ask(`203.0.113.${no}`, no % 2 === 0 ? "Q@nirgends.example" : "q@nirgends.example")); // prettier-ignore
    t.deepEqual(many, [...Array.from({ length: 10 }, () => 200), 429]);
  },
);

test.serial("forms of other pages change nothing, and whoever asks too often waits", async (t) => {
  const answer = await fetch(`${site.url}/portal/sign-in`, {
    method: "POST",
    headers: {
      origin: "https://evil.example",
      "sec-fetch-site": "cross-site",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ email }),
  });
  t.is(answer.status, 403);

  const statuses: number[] = [];
  for (let no = 0; no < 12; no += 1)
    statuses.push((await visitor()("POST", "/portal/sign-in", { email: `n${no}@nirgends.example` })).status);

  t.true(statuses.includes(429));
});
