import test from "ava";
import { transact } from "../../db/transact.ts";
import { gather } from "../../test/story.ts";
import type { Cast } from "../../test/story.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

interface Time {
  readonly id: string;
  readonly revision: number;
  readonly minutes: number;
  readonly state: string;
  readonly timeClass: string;
  readonly technician: string;
}
interface Refused {
  readonly code: string;
}

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

/** A ticket that is being worked. */
async function openTicket(): Promise<string> {
  const [ticket] = await rows("select number from tickets where status = 'in_progress' order by number limit 1");
  return String(ticket?.["number"]);
}

test.serial(
  "time is recorded afterwards, corrected by whoever worked it, and told in the trail as it stood",
  async (t) => {
    const huber = await cast.as("ahuber");
    const ticketNumber = await openTicket();
    const body = {
      ticketNumber,
      technician: "ahuber",
      startedAt: "2026-11-22T10:00:00Z",
      minutes: 600,
      workType: "remote",
      note: "Tippfehler",
    };
    const { status, body: made } = await huber.send<{ id: string }>("POST", "/api/times", body);
    t.is(status, 200);
    const address = `/api/times/${made.id}`;
    const read = async () => (await huber.send<Time>("GET", address)).body;
    t.like(await read(), { minutes: 600, state: "open", timeClass: "OT", technician: "ahuber", revision: 1 });

    const corrected = await huber.send("PATCH", address, { revision: 1, minutes: 60, reason: "Eine Null zu viel" });
    t.is(corrected.status, 204);
    t.like(await read(), { minutes: 60, revision: 2 });
    const stale = await huber.send<Refused>("PATCH", address, { revision: 1, minutes: 30, reason: "Noch einmal" });
    t.like(stale, { status: 409, body: { code: "record.changed" } });
    const [told] = await rows(
      "select data from trail where stream_id = $1 and type = 'changeTime' order by seq desc limit 1",
      [`case:${ticketNumber}`],
    );
    t.like(told?.["data"], {
      minutes: 60,
      reason: "Eine Null zu viel",
      before: { minutes: 600, technician: "ahuber" },
    });

    const lang = await cast.as("blang");
    const foreign = await lang.send<Refused>("PATCH", address, { revision: 2, minutes: 5, reason: "?" });
    t.like(foreign, { status: 403, body: { code: "time.foreign" } });
    const future = await huber.send<Refused>("POST", "/api/times", {
      ...body,
      startedAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    t.like(future, { status: 422, body: { code: "time.future" } });
    const cancelled = await (
      await cast.as("esommer")
    ).send("POST", `${address}/cancel`, { revision: 2, reason: "Doppelt" });
    t.is(cancelled.status, 204);
    t.is((await huber.send("GET", address)).status, 404);
  },
);

test.serial("what a position holds is not changed any more", async (t) => {
  const sommer = await cast.as("esommer");
  const { body: billed } = await sommer.send<{ items: Time[] }>("GET", "/api/times?state=billed&limit=1");
  const { body: proposed } = await sommer.send<{ items: Time[] }>("GET", "/api/times?state=proposed&limit=1");
  const found = [...billed.items, ...proposed.items];
  t.true(found.length > 0);

  for (const { id, revision } of found) {
    const refused = await sommer.send<Refused>("PATCH", `/api/times/${id}`, { revision, minutes: 1, reason: "?" });
    t.like(refused, { status: 409, body: { code: "time.billed" } });
    const kept = await sommer.send<Refused>("POST", `/api/times/${id}/cancel`, { revision, reason: "?" });
    t.is(kept.status, 409);
  }
});

test.serial("times are found by who, how and where they stand, page by page", async (t) => {
  const sommer = await cast.as("esommer");
  const page = async (query: string) =>
    (await sommer.send<{ items: Time[]; nextCursor: string | null }>("GET", `/api/times?${query}`)).body;
  const all = await page("limit=200");
  const first = await page("limit=3&sort=-startedAt");
  const second = await page(`limit=3&sort=-startedAt&cursor=${encodeURIComponent(first.nextCursor ?? "")}`);

  t.is(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 6);
  const huber = await page("technician=ahuber&limit=200");
  t.true(huber.items.length > 0 && huber.items.every(({ technician }) => technician === "ahuber"));
  t.true(huber.items.length < all.items.length);
});

test.serial("material is put right until a run takes it", async (t) => {
  const sommer = await cast.as("esommer");
  const [customer] = await rows("select id from customers where name = 'Muster GmbH'");
  const given = {
    customerId: customer?.["id"],
    text: "Dockingstation",
    quantity: 2,
    unitPriceCents: 19_900,
    deliveredOn: "2026-11-20",
  };
  const { body: made } = await sommer.send<{ id: string }>("POST", "/api/material", given);
  const address = `/api/material/${made.id}`;

  t.is((await sommer.send("PATCH", address, { revision: 1, quantity: 1 })).status, 204);
  t.like((await sommer.send("GET", address)).body, {
    quantity: 1,
    netCents: 19_900,
    state: "open",
    customer: "Muster GmbH",
  });
  t.is((await sommer.send("POST", `${address}/cancel`, { revision: 2, reason: "Zurückgeschickt" })).status, 204);
  t.is((await sommer.send("GET", address)).status, 404);
});
