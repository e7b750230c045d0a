import { createHash } from "node:crypto";
import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import {
  countAutomaticMails,
  isMailWritten,
  markMailFailed,
  markMailSent,
  storeMail,
  threadOf,
} from "../../desk/mails.ts";
import type { Mail, NewMail } from "../../desk/mails.ts";
import { keepSent } from "../../desk/files/uses.ts";
import { isAutomatic } from "../../desk/intake/fromMail.ts";
import { drawSolutionSecret, keepSolutionLink } from "../../desk/tickets/solutionLink.ts";
import { writeInvitation } from "../../documents/calendar/write.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import type { OutgoingMail } from "../frame/ports.ts";
import { expectInput } from "../input.ts";
import type { ConnectorOptions } from "../performers.ts";
import { worded } from "../wording.ts";
import { replyAddress, tokenLine } from "./token.ts";
import { orBounce } from "./undeliverable.ts";
import { attached, wayOut } from "./way.ts";
import type { Way } from "./way.ts";

/** How long a meeting takes when nobody says so. */
const usualMinutes = 60;

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
  /** Whether what cannot be delivered is an error that the model foresees. */
  bounces: z.boolean().nullish(),
  inReplyTo: z
    .string()
    .max(1_000)
    .regex(/^<[^<>\s]+>$/, "Expected one message id in angle brackets")
    .nullish(),
  /** Whether the template sees, as `answerLink`, where whoever gets it says without an account if the ticket's solution is one. */
  answerLink: z.boolean().nullish(),
  /** Files of the product that go with it. */
  attachments: z
    .array(z.object({ id: z.uuid() }))
    .max(20)
    .nullish(),
  /** A meeting to which whoever gets it is invited. The same uid is the same meeting. */
  invitation: z
    .object({
      uid: z.string().min(1).max(200),
      sequence: z.int().min(0).nullish(),
      summary: z.string().min(1).max(250),
      startsAt: z.iso.datetime({ offset: true }),
      minutes: z.int().min(1).max(1_440).nullish(),
    })
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
 * three automatic mails an hour (RFC 3834); what exceeds that is kept in the product with the reason. It leaves by the
 * tenant's connector, else by the house's mail server, else it stays in the house. A mail on a ticket is threaded to those
 * before it, and answers find back by a token.
 */
export function mails(options: ConnectorOptions): Performer {
  return { types: ["mail.send"], perform: { kind: "outside", run: mailer(options) } };
}

/** Sends the mail of a job, for jobs that do more than that. */
export function mailer(options: ConnectorOptions): (job: LeasedJob) => Promise<JsonObject> {
  return (job) => write(options, job);
}

async function write(options: ConnectorOptions, job: LeasedJob): Promise<JsonObject> {
  const input = expectInput(shape, job.input);
  if (input.to.length === 0) return {};
  const way = await wayOut(options, job.tenantId);
  const mail = await stored(options, job, { input, way });
  if (mail === undefined) return {};
  if (mail.state !== "sent" && !isHeld(mail) && way.port !== undefined)
    await orBounce(input.bounces ?? false, () => send(options, way, { tenantId: job.tenantId, mail, input }));
  return { sentMail: { messageId: mail.messageId } };
}

/** Kept in the house for good; a mail that merely waits has no reason written to it. */
function isHeld(mail: Mail): boolean {
  return mail.state === "stored" && mail.error !== null;
}

interface Wanted {
  readonly input: Input;
  readonly way: Way;
}

/** Nothing when an automat would answer an automat. */
async function stored(options: ConnectorOptions, job: LeasedJob, { input, way }: Wanted): Promise<Mail | undefined> {
  const { database, now, vault } = options;
  const wanted = { job, key: input.template, language: input.language };
  const { publicUrl, from } = options.mail;
  const ticketNumber = input.ticketNumber ?? null;
  const secret = input.answerLink === true && ticketNumber !== null ? drawSolutionSecret() : undefined;
  const answerLink = secret === undefined ? null : `${publicUrl}/portal/solutions/${secret}`;
  const seen = { ...job.input, publicUrl, answerLink };
  const { subject, text, html, isAutomatic: automatic } = await worded(options, wanted, seen);
  if (automatic && input.mail && isAutomatic(input.mail)) return undefined;
  const token =
    ticketNumber === null || !way.withToken ? undefined : await tokenLine(vault, job.tenantId, ticketNumber);
  const written: NewMail = {
    messageId: messageIdOf(job, from),
    ticketNumber,
    sender: way.from,
    recipients: input.to,
    subject,
    text: token === undefined ? text : `${text.trimEnd()}\n\n${token}\n`,
    html: token === undefined ? html : html.replace(/(<\/body>)?(\s*<\/html>)?\s*$/i, `<p>${token}</p>$1$2`),
    isAutomatic: automatic,
  };
  return transact(database, job.tenantId, async (tx) => {
    // two jobs may count at the same moment and both pass: this breaks loops, it is no quota
    const since = new Date(now().getTime() - hour);
    const exceeds = automatic && (await countAutomaticMails(tx, input.to, since)) >= mostAutomatic;
    const held = exceeds ? `more than ${mostAutomatic} automatic mails within an hour` : undefined;
    // the secret goes into the mail and nowhere else (ADR 21); a run that finds the mail written has drawn one for nothing
    if (secret !== undefined && ticketNumber !== null && !(await isMailWritten(tx, written.messageId)))
      await keepSolutionLink(tx, ticketNumber, secret, now());
    const mail = await storeMail(tx, written, now(), held);
    await keepSent(
      tx,
      mail.id,
      (input.attachments ?? []).map(({ id }) => id),
    );
    return mail;
  });
}

interface Sending {
  readonly tenantId: string;
  readonly mail: Mail;
  readonly input: Input;
}

async function send(options: ConnectorOptions, way: Way, sending: Sending): Promise<void> {
  const { database, now } = options;
  const { tenantId, mail } = sending;
  try {
    const refused = (await way.port?.send(await outgoing(options, way, sending))) ?? [];
    const error = refused.length === 0 ? null : `refused by the server: ${refused.join(", ")}`;
    await transact(database, tenantId, (tx) => markMailSent(tx, mail.id, now(), error));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await transact(database, tenantId, (tx) => markMailFailed(tx, mail.id, reason));
    throw error;
  }
}

/** A mail on a ticket belongs to the thread of the ticket, and answers to it find back by a token in the address. */
async function outgoing(
  { database, vault }: ConnectorOptions,
  { replyTo: wanted }: Way,
  { tenantId, mail, input }: Sending,
): Promise<OutgoingMail> {
  const { ticketNumber } = mail;
  const inReplyTo = input.inReplyTo ?? undefined;
  const attachments = await attached(database, tenantId, input.attachments ?? []);
  const enclosed = { attachments, calendar: calendarOf(mail, input) };
  if (ticketNumber === null) {
    const replyTo = wanted?.replace(/\+?\{token\}/, "");
    return { ...mail, inReplyTo, references: inReplyTo === undefined ? [] : [inReplyTo], replyTo, ...enclosed };
  }
  const thread = await transact(database, tenantId, (tx) => threadOf(tx, ticketNumber));
  const before = thread.filter((id) => id !== inReplyTo && id !== mail.messageId);
  const references = inReplyTo === undefined ? before : [...before, inReplyTo];
  const replyTo = wanted === undefined ? undefined : await replyAddress(vault, wanted, { tenantId, ticketNumber });
  return { ...mail, inReplyTo, references, replyTo, ...enclosed };
}

function calendarOf({ sender, createdAt }: Mail, { invitation, to }: Input): string | undefined {
  if (!invitation) return undefined;
  const { uid, sequence, summary, startsAt, minutes } = invitation;
  const organizer = /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender;
  const meeting = { summary, startsAt: new Date(startsAt), minutes: minutes ?? usualMinutes, organizer, attendees: to };
  const whole = { ...meeting, uid: `${uid}@${domainOf(sender)}`, sequence: sequence ?? 0 };
  return writeInvitation(whole, createdAt);
}

/** The same for every run of a job, different for every job. */
export function messageIdOf({ tenantId, instanceId, waitId }: LeasedJob, from: string): string {
  const key = createHash("sha256").update(`${tenantId}/${instanceId}~${waitId}`).digest("hex").slice(0, 32);
  return `<${key}@${domainOf(from)}>`;
}

function domainOf(from: string): string {
  return /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
}
