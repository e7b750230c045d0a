import test from "ava";
import type { Task, TaskPage, Ticket } from "../http/wire.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import type { Refused } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";

let site: Served;
test.before(async (t) => {
  t.timeout(400_000);
  site = await served();
});
test.after.always(() => site?.close());

test("a ticket is qualified with the house's own categories; those that were retired are not offered", async (t) => {
  t.timeout(60_000);
  const { admin, as } = await gather([site.url]);
  const dispatcher = await as("esommer");
  await given(admin.send("POST", "/api/categories", { key: "voip", labelDe: "Telefonie", labelEn: "Telephony" }));
  await given(admin.send("POST", "/api/categories", { key: "fax", labelDe: "Fax", labelEn: "Fax" }));
  await given(admin.send("PATCH", "/api/categories/fax", { revision: 1, isActive: false }));
  const customers = await given(admin.send<{ items: { id: string }[] }>("GET", "/api/customers?search=Muster"));
  const { number } = await given(
    dispatcher.send<{ number: string }>("POST", "/api/tickets", {
      customerId: customers.items[0]?.id,
      title: "Kein Freizeichen",
      channel: "phone",
    }),
  );
  const task = await eventually("the ticket to be qualified", async () => {
    const { body } = await dispatcher.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`);
    const [row] = body.items;
    const { body: found } = await dispatcher.send<Task>("GET", `/api/tasks/${row?.id}`);
    return found.form?.key === "ticket_qualify" ? found : undefined;
  });
  const offered = async (search: string) => {
    const { items } = await given(
      dispatcher.send<{ items: { key: string }[] }>("GET", `/api/choices/categories?search=${search}`),
    );
    return items.map(({ key }) => key);
  };
  const complete = (category: string) =>
    dispatcher.send<Refused>("POST", `/api/tasks/${task.id}/complete`, {
      variables: { category, impact: "low", urgency: "low" },
    });

  const field = task.form?.fields.find(({ key }) => key === "category");
  t.like(field, { type: "record", source: "categories" });
  t.deepEqual(await offered("Telefonie"), ["voip"]);
  t.deepEqual(await offered("fax"), []);
  const unknown = await complete("no-such-category");
  t.deepEqual([unknown.status, unknown.body.complaints?.[0]?.place], [422, "category"]);
  t.is((await complete("voip")).status, 204);
  await eventually("the category to be kept", async () => {
    const { categoryKey } = await given(admin.send<Ticket>("GET", `/api/tickets/${number}`));
    return categoryKey === "voip" ? true : undefined;
  });
});
