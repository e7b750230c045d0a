import type { Form } from "../tasks/form.ts";
import type { House } from "../runtime/house.ts";
import { transact } from "../db/transact.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";

/** An open task with its form. */
export interface OpenTask {
  readonly id: string;
  readonly name: string;
  readonly form: Form;
}

/** A server with the demo, and people who do what a billing run asks of them. */
export interface BillingOffice {
  readonly house: House;
  readonly ask: (login: string, method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;
  /** The task with a form whose row says `about`, as soon as there is one; the `step`-th of an approval. */
  readonly task: (formKey: string, about: string, step?: number) => Promise<OpenTask>;
  readonly complete: (login: string, task: OpenTask, variables: object) => Promise<void>;
  /** Starts a run by hand and waits until it knows its customers. */
  readonly startRun: (cutOff: string) => Promise<void>;
  /** Keeps licences as they were agreed and approves proposals until no customer of an open run waits. */
  readonly approveAll: (login: string) => Promise<void>;
  readonly rows: (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  readonly eventually: typeof eventually;
  readonly close: () => Promise<void>;
}

/** Opens one. */
export async function billingOffice(): Promise<BillingOffice> {
  const site = await served();
  const known = new Map<string, Client>();
  const as = async (login: string): Promise<Client> => {
    const client = known.get(login) ?? (await openClient([site.url], { login, password: "ablauf-demo" }));
    known.set(login, client);
    return client;
  };
  const ask: BillingOffice["ask"] = async (login, method, path, body) => {
    const { status, body: answer } = await (await as(login)).send(method, path, body);
    if (status >= 400) throw new Error(`${method} ${path} was answered with ${status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const rows: BillingOffice["rows"] = (text, values = []) =>
    transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));
  const found = async (formKey: string, about: string, step: number): Promise<OpenTask | undefined> => {
    const [row] = await rows(
      `select instance_id || '~' || wait_id as id from tasks where form_key = $1 and (title ilike $2 or business_key ilike $2 or name ilike $2)
         and ($3 = 1 or (input->>'step')::int = $3) order by created_at limit 1`,
      [formKey, `%${about}%`, step],
    );
    return row === undefined
      ? undefined
      : ((await ask("admin", "GET", `/api/tasks/${String(row["id"])}`)) as unknown as OpenTask); // as documented
  };
  const complete: BillingOffice["complete"] = async (login, task, variables) => {
    await ask(login, "POST", `/api/tasks/${task.id}/complete`, { variables });
  };
  /** What is counted differs from what was agreed; the run waits for somebody to say what holds. */
  const keepLicences = async (): Promise<void> => {
    const drift = await found("license_true_up", "", 1);
    if (drift !== undefined) await complete("admin", drift, { decision: "keep", reason: "Wird beobachtet" });
  };
  return {
    house: site.house,
    ask,
    rows,
    complete,
    eventually,
    task: (formKey, about, step = 1) =>
      eventually(`a task ${formKey} about ${about}`, async () => {
        await keepLicences();
        return found(formKey, about, step);
      }),
    startRun: async (cutOff) => {
      const { id } = await ask("admin", "POST", "/api/instances", { processKey: "billing", variables: { cutOff } });
      await eventually("the customers of the run", async () => {
        const [run] = await rows(
          "select 1 from instances i join billing_run_customers c on c.run_id::text = i.variables->'run'->>'id' where i.id = $1",
          [id],
        );
        return run;
      });
    },
    approveAll: async (login) => {
      await eventually("all customers to be billed", async () => {
        await keepLicences();
        const next = await found("billing_approval", "", 1);
        if (next !== undefined) await complete(login, next, {});
        const open = await rows("select 1 from billing_run_customers where state = 'open'");
        return next === undefined && open.length === 0 ? true : undefined;
      });
    },
    close: () => site.close(),
  };
}
