import { z } from "zod";
import { transact } from "../db/transact.ts";
import { notify, recipientsOf } from "../desk/notifications.ts";
import type { NewNotification, Recipient } from "../desk/notifications.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Performer } from "../runtime/performer.ts";
import { expectInput } from "./input.ts";
import type { ConnectorOptions } from "./performers.ts";
import { worded } from "./wording.ts";

const names = z
  .array(z.string().max(200).nullable())
  .max(200)
  .nullish()
  .transform((given) => (given ?? []).filter((name) => name !== null));
const text = z.string().max(10_000).nullish();

const shape = z
  .object({
    groups: names,
    logins: names,
    onCall: z.boolean().nullish(),
    template: text,
    title: text,
    text,
    link: z
      .string()
      .max(2_000)
      .regex(/^\/(?!\/)/, "Expected a path of the product that begins with one slash")
      .nullish(),
  })
  .refine(({ template, title }) => template || title, { path: ["title"], message: "Expected a template or a title" });
type Input = z.output<typeof shape>;

/**
 * `notify.users`: tells people of the house, by role (`groups`), by `logins` and, with `onCall`, those on call. What they
 * read comes from a `template` in the language each works in, or from `title` and `text`. A job tells nobody twice.
 */
export function notifications(options: ConnectorOptions): Performer {
  return { types: ["notify.users"], perform: { kind: "outside", run: (job) => tell(options, job) } };
}

async function tell(options: ConnectorOptions, job: LeasedJob): Promise<Record<string, never>> {
  const { database, now, log } = options;
  const input = expectInput(shape, job.input);
  const audience = { groups: input.groups, logins: input.logins, onCall: input.onCall ?? false };
  const recipients = await transact(database, job.tenantId, (tx) => recipientsOf(tx, audience));
  if (recipients.length === 0)
    log.warn({ instanceId: job.instanceId, ...audience }, "a notification found nobody to tell");
  const told = await written(options, job, input, recipients);
  await transact(database, job.tenantId, (tx) => notify(tx, told, `${job.instanceId}~${job.waitId}`, now()));
  return {};
}

async function written(
  options: ConnectorOptions,
  job: LeasedJob,
  input: Input,
  recipients: readonly Recipient[],
): Promise<NewNotification[]> {
  const link = input.link ?? `/ops/${job.instanceId}`;
  const languages = [...new Set(recipients.map(({ language }) => language))];
  const texts = new Map(
    await Promise.all(
      languages.map(async (language) => [language, await words(options, job, input, language)] as const),
    ),
  );
  return recipients.flatMap(({ login, language }) => {
    const found = texts.get(language);
    return found === undefined ? [] : [{ login, link, ...found }];
  });
}

async function words(
  options: ConnectorOptions,
  job: LeasedJob,
  input: Input,
  language: string,
): Promise<{ title: string; body: string }> {
  if (!input.template) return { title: (input.title ?? "").slice(0, 250), body: input.text ?? "" };
  const wanted = { job, key: input.template, language };
  const { subject, text: body } = await worded(options, wanted, job.input);
  return { title: subject, body: body.trim() };
}
