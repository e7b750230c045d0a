import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { isMailWritten } from "../../desk/mails.ts";
import { letterFacts, markQuoteSent } from "../../desk/sales/send.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import { expectInput } from "../input.ts";
import { mailer, messageIdOf } from "../mail/perform.ts";
import type { ConnectorOptions } from "../performers.ts";

const input = z.object({ quoteId: z.uuid(), fileId: z.uuid().nullish() }).catchall(z.json());

/**
 * `quote.send`: makes the quote final and mails it with the link under which the customer answers. The link's secret goes from here
 * into the mail and nowhere else: no variable, job or trail holds it. Run again, the mail that was written stays as it is.
 */
export function quoteLetters(options: ConnectorOptions): Performer {
  const send = mailer(options);
  return { types: ["quote.send"], perform: { kind: "outside", run: (job) => sendQuote(options, send, job) } };
}

type Send = (job: LeasedJob) => Promise<JsonObject>;

async function sendQuote(options: ConnectorOptions, send: Send, job: LeasedJob): Promise<JsonObject> {
  const { quoteId, fileId, ...rest } = expectInput(input, job.input);
  const { database, now, timeZone, mail } = options;
  const facts = await transact(database, job.tenantId, async (tx) => {
    if (await isMailWritten(tx, messageIdOf(job, mail.from))) return letterFacts(tx, quoteId);
    const secret = await markQuoteSent(tx, { quoteId, fileId: fileId ?? null, timeZone }, now());
    return { ...(await letterFacts(tx, quoteId)), link: `${mail.publicUrl}/portal/quotes/${secret}` };
  });
  const attachments = fileId ? [{ id: fileId }] : [];
  await send({ ...job, input: { ...rest, ...facts, attachments } });
  return { quote: facts["quote"] ?? null };
}
