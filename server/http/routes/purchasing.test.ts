import test from "ava";
import { transact } from "../../db/transact.ts";
import { startInstance } from "../../runtime/commands/startInstance.ts";
import { eventually } from "../../test/client.ts";
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

interface Purchase {
  readonly number: string;
  readonly state: string;
  readonly ticketNumber: string;
  readonly deliveries: readonly {
    readonly count: number | null;
    readonly by: string | null;
    readonly note: string | null;
  }[];
}
interface Tasks {
  readonly items: readonly { readonly id: string; readonly elementId: string; readonly title: string | null }[];
}

test.serial("goods are received in parts by the desk, and whoever is not waited for is told so", async (t) => {
  const sommer = await cast.as("esommer");
  const [ticket] = await transact(site.house.database, "main", (tx) =>
    tx.query<{ id: string; number: string }>(
      "select id, number from tickets where status = 'in_progress' order by number limit 1",
    ),
  );
  const cause = { tenantId: "main", actor: "test" };
  const variables = { ticket: { ...ticket }, need: { text: "Zwei Monitore", netCents: 40_000 }, technician: "ahuber" };
  await startInstance(site.house, cause, { processKey: "procurement", variables });
  const order = await eventually("the task to order", async () => {
    const { body } = await sommer.send<Tasks>("GET", "/api/tasks?view=all&search=Monitore");
    return body.items.find(({ title }) => title === "Zwei Monitore");
  });
  await sommer.send("POST", `/api/tasks/${order.id}/claim`);
  const ordered = { supplier: "Distri", reference: "4711", eta: "2099-01-31", netCents: 40_000 };
  t.is((await sommer.send("POST", `/api/tasks/${order.id}/complete`, { variables: ordered })).status, 204);
  const purchase = await eventually("the order", async () => {
    const { body } = await sommer.send<{ items: Purchase[] }>("GET", "/api/purchase-orders?search=Monitore");
    return body.items[0];
  });
  const address = `/api/purchase-orders/${purchase.number}`;
  const stands = (state: string) =>
    eventually(`the order to be ${state}`, async () => {
      const { body } = await sommer.send<Purchase>("GET", address);
      return body.state === state ? body : undefined;
    });
  t.like(purchase, { state: "ordered", ticketNumber: ticket?.number });

  const receive = (body: object) => sommer.send<{ code: string }>("POST", `${address}/receive`, body);
  await eventually("the process to wait", async () =>
    (await receive({ isAll: false, count: 1 })).status === 204 ? true : undefined,
  );
  await stands("partly_received");
  await eventually("the process to wait again", async () =>
    (await receive({ isAll: true, count: 1, note: "Karton beschädigt" })).status === 204 ? true : undefined,
  );
  const received = await stands("received");

  t.deepEqual(
    received.deliveries.map(({ count, by, note }) => [count, by, note]),
    [
      [1, "esommer", null],
      [1, "esommer", "Karton beschädigt"],
    ],
  );
  const late = await receive({ isAll: true });
  t.deepEqual([late.status, late.body.code], [409, "order.state"]);
  const unknown = await sommer.send<{ code: string }>("POST", "/api/purchase-orders/PO-1999-1/receive", {
    isAll: true,
  });
  t.deepEqual([unknown.status, unknown.body.code], [404, "order.missing"]);
});
