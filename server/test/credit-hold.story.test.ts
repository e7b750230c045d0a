import test from "ava";
import type { Task, TaskPage, Ticket } from "../http/wire.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { answer, gather } from "./story.ts";
import type { Cast } from "./story.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000);
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

async function taskOf(number: string, form: string): Promise<Task> {
  return eventually(`a task with the form ${form} for ${number}`, async () => {
    const { body } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`);
    for (const { id } of body.items) {
      const { body: task } = await cast.admin.send<Task>("GET", `/api/tasks/${id}`);
      if (task.form?.key === form) return task;
    }
    return undefined;
  });
}

async function withMaterial(customerId: string, rank: "low" | "high"): Promise<string> {
  const { number } = await given(
    cast.admin.send<{ number: string }>("POST", "/api/tickets", {
      customerId,
      title: `SSD voll (${rank})`,
      channel: "phone",
      impact: rank,
      urgency: rank,
      category: "capacity",
    }),
  );
  await answer(cast, number, "ticket_accept", { decision: "accept" });
  await answer(cast, number, "ticket_work", {
    outcome: "material",
    material: "SSD 2 TB",
    materialNetCents: 24_900,
    minutes: 10,
    workType: "remote",
    workNote: "Platte zu klein",
  });
  return number;
}

/** Sets the hold of Muster GmbH or takes it away; gives the customer's id. */
async function hold(creditHold: boolean): Promise<string> {
  const { items } = await given(cast.admin.send<{ items: { id: string }[] }>("GET", "/api/customers?search=Muster"));
  const id = items[0]?.id ?? "";
  const { revision } = await given(cast.admin.send<{ revision: number }>("GET", `/api/customers/${id}`));
  await given(cast.admin.send("PATCH", `/api/customers/${id}`, { revision, creditHold }));
  return id;
}

/** The suppliers of the orders that were recorded for a ticket. */
async function ordersOf(number: string): Promise<string[]> {
  const path = `/api/purchase-orders?search=${number}`;
  const { items } = await given(cast.admin.send<{ items: { ticketNumber: string; supplier: string }[] }>("GET", path));
  return items.filter((each) => each.ticketNumber === number).map(({ supplier }) => supplier);
}

test.serial("what a customer on hold needs goes past billing, and everybody sees it; a P1 does not wait", async (t) => {
  t.timeout(180_000);
  const customerId = await hold(true);

  const number = await withMaterial(customerId, "low");
  const approval = await taskOf(number, "approval");
  t.deepEqual(approval.candidateGroups, ["billing-manager"]);
  t.true(approval.isCustomerOnHold);
  t.regex(JSON.stringify(approval.form), /Der Kunde ist gesperrt/);
  t.is((await given(cast.admin.send<Ticket>("GET", `/api/tickets/${number}`))).creditHold, "held");

  const urgent = await withMaterial(customerId, "high");
  const order = await taskOf(urgent, "procurement_order");
  t.true(order.isCustomerOnHold);
});

test.serial("a hold that is set between approval and order makes the order wait for billing", async (t) => {
  t.timeout(180_000);
  const customerId = await hold(false);
  const number = await withMaterial(customerId, "low");
  await taskOf(number, "procurement_order");
  await hold(true);

  const ordered = { supplier: "Distri GmbH", reference: "D-1", eta: "2026-12-30", netCents: 24_900 };
  await answer(cast, number, "procurement_order", ordered);
  const release = await taskOf(number, "approval");

  t.deepEqual(release.candidateGroups, ["billing-manager"]);
  t.regex(JSON.stringify(release.form), /nachdem der Einkauf geprüft war/);
  t.deepEqual(await ordersOf(number), []);

  await given(cast.admin.send("POST", `/api/tasks/${release.id}/complete`, { variables: { decision: "approved" } }));
  t.is(await eventually("the order", async () => (await ordersOf(number))[0]), "Distri GmbH");
});
