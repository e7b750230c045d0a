import { createHash } from "node:crypto";
import { z } from "zod";
import { transact } from "../../db/transact.ts";
import { countAutomaticMails, markMailFailed, markMailSent, storeMail } from "../../desk/mails.ts";
import type { Mail, NewMail } from "../../desk/mails.ts";
import { isAutomatic } from "../../desk/intake/fromMail.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import { expectInput } from "../input.ts";
import type { ConnectorOptions } from "../performers.ts";
import { worded } from "../wording.ts";
import { smtpSender } from "./smtp.ts";
import type { Sender } from "./smtp.ts";

/** Automatic mails to one address within an hour; beyond that two automats are probably answering each other. */
const mostAutomatic = 3;
const hour = 3_600_000;

const address = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>()[\]:;,"\\]+@[^\s@<>()[\]:;,"\\]+$/, "Expected one mail address");
const blank = z.string().regex(/^\s*$/);
const one = z.union([blank.transform(() => []), address.transform((given) => [given])]);
const recipients = z.union([
  z.null().transform(() => []),
  one,
  z
    .array(one)
    .max(50)
    .transform((lists) => lists.flat()),
]);

const shape = z.object({
  template: z.string().min(1).max(200),
  language: z.unknown().optional(),
  to: recipients.optional().transform((found) => found ?? []),
  ticketNumber: z.string().max(100).nullish(),
  inReplyTo: z
    .string()
    .max(1_000)
    .regex(/^<[^<>\s]+>$/, "Expected one message id in angle brackets")
    .nullish(),
  /** The mail that is answered, as `mail.received` brought it. */
  mail: z
    .object({
      autoSubmitted: z.string().nullish(),
      precedence: z.string().nullish(),
      from: z.object({ address: z.string() }).catch({ address: "" }),
    })
    .nullish()
    .catch(null),
});
type Input = z.output<typeof shape>;

/**
 * `mail.send`: renders `template` in `language` with the whole input and sends it `to` an address or several; to nobody,
 * it is done at once. The mail is written down first and carries a Message-ID made from the job's key, so that a job that
 * runs again sends the same mail and mail systems can tell. Automatic mail is never answered, and an address gets at most
 * three automatic mails an hour (RFC 3834); what exceeds that is kept in the product with the reason.
 */
export function mails(options: ConnectorOptions): Performer {
  return { types: ["mail.send"], perform: { kind: "outside", run: mailer(options) } };
}

/** Sends the mail of a job, for jobs that do more than that. */
export function mailer(options: ConnectorOptions): (job: LeasedJob) => Promise<Record<string, never>> {
  const { smtpUrl } = options.mail;
  const sender = smtpUrl === undefined ? undefined : smtpSender(smtpUrl);
  return (job) => write(options, sender, job);
}

async function write(
  options: ConnectorOptions,
  sender: Sender | undefined,
  job: LeasedJob,
): Promise<Record<string, never>> {
  const input = expectInput(shape, job.input);
  if (input.to.length === 0) return {};
  const mail = await stored(options, job, input);
  if (mail === undefined || mail.state === "sent" || isHeld(mail) || sender === undefined) return {};
  await send(options, sender, job.tenantId, { mail, inReplyTo: input.inReplyTo });
  return {};
}

/** Kept in the house for good; a mail that merely waits has no reason written to it. */
function isHeld(mail: Mail): boolean {
  return mail.state === "stored" && mail.error !== null;
}

/** Nothing when an automat would answer an automat. */
async function stored(options: ConnectorOptions, job: LeasedJob, input: Input): Promise<Mail | undefined> {
  const { database, now, mail } = options;
  const wanted = { job, key: input.template, language: input.language };
  const {
    subject,
    text,
    html,
    isAutomatic: automatic,
  } = await worded(options, wanted, {
    ...job.input,
    publicUrl: mail.publicUrl,
  });
  if (automatic && input.mail && isAutomatic(input.mail)) return undefined;
  const written: NewMail = {
    messageId: messageIdOf(job, mail.from),
    ticketNumber: input.ticketNumber ?? null,
    sender: mail.from,
    recipients: input.to,
    subject,
    text,
    html,
    isAutomatic: automatic,
  };
  return transact(database, job.tenantId, async (tx) => {
    // two jobs may count at the same moment and both pass: this breaks loops, it is no quota
    const since = new Date(now().getTime() - hour);
    const exceeds = automatic && (await countAutomaticMails(tx, input.to, since)) >= mostAutomatic;
    return storeMail(
      tx,
      written,
      now(),
      exceeds ? `more than ${mostAutomatic} automatic mails within an hour` : undefined,
    );
  });
}

async function send(
  { database, now }: ConnectorOptions,
  sender: Sender,
  tenantId: string,
  { mail, inReplyTo }: { readonly mail: Mail; readonly inReplyTo?: string | null | undefined },
): Promise<void> {
  try {
    const refused = await sender(mail, inReplyTo ?? undefined);
    const error = refused.length === 0 ? null : `refused by the server: ${refused.join(", ")}`;
    await transact(database, tenantId, (tx) => markMailSent(tx, mail.id, now(), error));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await transact(database, tenantId, (tx) => markMailFailed(tx, mail.id, reason));
    throw error;
  }
}

/** The same for every run of a job, different for every job. */
export function messageIdOf({ tenantId, instanceId, waitId }: LeasedJob, from: string): string {
  const key = createHash("sha256").update(`${tenantId}/${instanceId}~${waitId}`).digest("hex").slice(0, 32);
  return `<${key}@${/@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? "localhost"}>`;
}
