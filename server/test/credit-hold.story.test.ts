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

test("what a customer on hold needs goes past billing, and everybody sees it; a P1 does not wait", async (t) => {
  t.timeout(180_000);
  const { items } = await given(
    cast.admin.send<{ items: { id: string; name: string }[] }>("GET", "/api/customers?search=Muster"),
  );
  const customerId = items[0]?.id ?? "";
  const { revision } = await given(cast.admin.send<{ revision: number }>("GET", `/api/customers/${customerId}`));
  await given(cast.admin.send("PATCH", `/api/customers/${customerId}`, { revision, creditHold: true }));

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
