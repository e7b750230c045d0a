import test from "ava";
import { checkFile } from "../documents/checkFile.ts";
import { monthEnd } from "../documents/day.ts";
import { proposedAccounts } from "../documents/datev/settings.ts";
import type { Setup } from "../http/wireHouse.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { given } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

const password = "a long password";
/** A Monday within service hours: at night nobody is offered a ticket. */
const today = "2026-11-23";
const opens = Date.parse(`${today}T09:00:00Z`);
const begins = "2026-01-01";

let site: Served;
let admin: Client;
test.before(async (t) => {
  t.timeout(300_000);
  const began = performance.now();
  site = await served(
    { DEMO: "false", SIMULATORS: "true", ADMIN_PASSWORD: password },
    { now: () => new Date(opens + (performance.now() - began)) },
  );
  admin = await openClient([site.url], { login: "admin", password });
});
test.after.always(() => site?.close());

const missing = async () => {
  const { steps } = await given(admin.send<Setup>("GET", "/api/setup"));
  return steps.filter(({ isDone }) => !isDone).map(({ key }) => key);
};
const as = (login: string) => openClient([site.url], { login, password });
const hire = (login: string, roles: readonly string[]) =>
  given(admin.send("POST", "/api/users", { login, name: login, roles, password }));

interface Row {
  readonly id: string;
  readonly formKey: string | null;
}
/** The next open task with one of these forms, as somebody sees it. */
const nextTask = async (who: Client, forms: readonly string[]) =>
  eventually(`a task of ${forms.join(", ")}`, async () => {
    const { items } = await given(who.send<{ items: Row[] }>("GET", "/api/tasks?view=all&limit=100"));
    for (const { id } of items) {
      const { form } = await given(who.send<{ form: { key: string } | null }>("GET", `/api/tasks/${id}`));
      if (form !== null && forms.includes(form.key)) return { id, key: form.key };
    }
    return undefined;
  });
const complete = (who: Client, id: string, variables: object) =>
  given(who.send("POST", `/api/tasks/${id}/complete`, { variables }));

/** A file as it is downloaded. */
async function download(secret: string, id: string): Promise<Buffer> {
  const answer = await fetch(`${site.url}/api/files/${id}`, { headers: { authorization: `Bearer ${secret}` } });
  if (answer.status !== 200) throw new Error(`file ${id}: ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

test.serial(
  "a fresh house says what it needs, and needs nothing else once an administrator has set it up",
  async (t) => {
    t.timeout(120_000);
    t.deepEqual(await missing(), [
      "seller",
      "technicians",
      "dispatchers",
      "customers",
      "contracts",
      "mailOut",
      "mailIn",
      "prices",
      "billers",
      "ledger",
    ]);

    const company = { name: "Nord IT GmbH", country: "DE", street: "Hafenstraße 1", zip: "20457", city: "Hamburg" };
    const reach = { contactName: "Bea Born", email: "bea@nord.example", phone: "+49401234567" };
    const bank = {
      vatId: "DE123456789",
      taxNumber: "22/815/08151",
      iban: "DE02120300000000202051",
      bic: "BYLADEM1001",
    };
    await given(admin.send("PUT", "/api/seller", { revision: 0, ...company, ...reach, ...bank }));
    await hire("nora", ["technician"]);
    await hire("dirk", ["dispatcher", "service-manager"]);
    await hire("bea", ["billing-manager"]);
    await given(admin.send("POST", "/api/staff", { login: "nora", name: "Nora", level: 2, calendarKey: "standard" }));
    await given(admin.send("PUT", "/api/staff/nora/skills", { skill: "windows", level: 4 }));
    const bea = await as("bea");
    for (const supportLevel of [1, 2, 3])
      await given(
        admin.send("POST", "/api/products", {
          sku: `SUP-${supportLevel}`,
          name: `Support Level ${supportLevel}`,
          kind: "service_time",
          unit: "HUR",
          supportLevel,
          costCents: 5000,
        }),
      );
    const prices = [1, 2, 3].map((level) => ({ sku: `SUP-${level}`, unitPriceCents: 9000 + level * 1000 }));
    await given(admin.send("POST", "/api/price-lists", { name: "Standard", validFrom: begins, items: prices }));
    const customer = {
      name: "Muster GmbH",
      country: "DE",
      vatId: "DE136695976",
      street: "Am Markt 1",
      zip: "20095",
      city: "Hamburg",
      invoiceEmail: "rechnung@muster.example",
      emailDomains: "muster.example",
      debtorAccount: "10001",
    };
    const { id: customerId } = await given(admin.send<{ id: string }>("POST", "/api/customers", customer));
    await given(admin.send("POST", "/api/contacts", { customerId, name: "Erika", email: "erika@muster.example" }));
    const terms = { number: "V-1", customerId, kind: "time_and_material", slaClass: "standard", starts: begins };
    await given(admin.send("POST", "/api/contracts", terms));
    const settings = { consultant: 29098, client: 55003, chart: "04", accounts: proposedAccounts("04") };
    await given(bea.send("PUT", "/api/ledger-targets", { key: "datev", name: "Kanzlei", format: "datev", settings }));

    t.deepEqual(await missing(), ["mailOut", "mailIn"]); // what leaves is simulated here
  },
);

test.serial(
  "a request of the portal becomes a ticket, is solved and billed; invoice and DATEV file are valid",
  async (t) => {
    t.timeout(240_000);
    const [nora, dirk, bea] = [await as("nora"), await as("dirk"), await as("bea")];
    const { secret } = await given(
      admin.send<{ secret: string }>("POST", "/api/tokens", {
        name: "Portal",
        permissions: ["messages.publish", "desk.read", "instances.read", "tasks.read"],
      }),
    );
    const portal = await openClient([site.url], { token: secret });
    const request = {
      id: "p-1",
      title: "Outlook startet nicht",
      contactEmail: "erika@muster.example",
      kind: "incident",
    };
    await given(portal.send("POST", "/api/portal-requests", { ...request, scope: "me", canWork: "limited" }));

    const first = await nextTask(admin, ["ticket_qualify", "ticket_accept"]);
    if (first.key === "ticket_qualify")
      await complete(dirk, first.id, { category: "incident", impact: "low", urgency: "medium" });
    const offered = first.key === "ticket_accept" ? first : await nextTask(admin, ["ticket_accept"]);
    await complete(nora, offered.id, { decision: "accept" });
    const work = await nextTask(admin, ["ticket_work"]);
    await complete(nora, work.id, {
      outcome: "solved",
      resolution: "Profil neu angelegt.",
      resolutionCode: "fixed",
      minutes: 60,
      workType: "remote",
      cause: "customer",
    });
    const number = await eventually("a solved ticket", async () => {
      const { items } = await given(
        portal.send<{ items: { number: string; status: string }[] }>("GET", "/api/tickets"),
      );
      return items.find(({ status }) => status === "resolved")?.number;
    });
    await given(
      portal.send("POST", "/api/messages", { name: "ticket.confirmed", correlationKey: number, variables: {} }),
    );
    await eventually("an invoice proposal", async () => {
      const { items } = await given(portal.send<{ items: unknown[] }>("GET", "/api/billing-proposals"));
      return items[0];
    });

    await given(
      admin.send("POST", "/api/instances", { processKey: "billing", variables: { cutOff: monthEnd(today) } }),
    );
    const approval = await nextTask(admin, ["billing_approval"]);
    await complete(bea, approval.id, {});
    const invoice = await eventually("an invoice that is sent", async () => {
      const { items } = await given(
        portal.send<{ items: { number: string; state: string }[] }>("GET", "/api/invoices"),
      );
      return items.find(({ state }) => state === "sent")?.number;
    });
    const written = await given(
      portal.send<{ files: { id: string; name: string }[]; netCents: number; vatCents: number }>(
        "GET",
        `/api/invoices/${invoice}`,
      ),
    );
    const [file] = written.files;
    t.deepEqual([written.netCents, written.vatCents], [11_000, 2_090]);
    t.deepEqual(checkFile(await download(secret, file?.id ?? ""), file?.name ?? "").breaches, []);

    const batch = await eventually("a batch for the ledger", async () => {
      const { items } = await given(
        portal.send<{ items: { number: string; state: string }[] }>("GET", "/api/export-batches"),
      );
      return items.find(({ state }) => state === "transferred")?.number;
    });
    const { fileId, fileName } = await given(
      portal.send<{ fileId: string; fileName: string }>("GET", `/api/export-batches/${batch}`),
    );
    t.deepEqual(checkFile(await download(secret, fileId), fileName), { kind: "datev", breaches: [] });
  },
);
