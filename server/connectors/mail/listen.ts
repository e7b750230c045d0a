import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { SMTPServer } from "smtp-server";
import type { SMTPServerSession } from "smtp-server";
import { everyTenant, transact } from "../../db/transact.ts";
import type { House } from "../../runtime/house.ts";
import { enabledOfKind, settingText } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { recipientsOf, smtpIn } from "../kinds/smtpIn.ts";
import { ownAddresses } from "./own.ts";
import { takeMail } from "./take.ts";
import type { Mailbox } from "./take.ts";

/** Where mails are taken. */
export interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** Bytes. */
  readonly limit: number;
  /** Sender of the house's own mails. */
  readonly from: string;
}

/** A server that takes mails. */
export interface MailServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A mail may name so many of our addresses. */
const mostRecipients = 50;

/**
 * Takes mails (RFC 5321) for the addresses of connectors, of all tenants. Who sends has its answer only when the mail is
 * kept; until then it tries again. Meant to stand behind a mail server: it signs nobody in and relays nothing.
 */
export async function listenForMail(house: House, world: World, options: ListenOptions): Promise<MailServer> {
  const server = new SMTPServer({
    banner: "Ablauf",
    size: options.limit,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    maxClients: 50,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    onRcptTo: ({ address }, session, callback) => {
      if (session.envelope.rcptTo.length >= mostRecipients) return callback(refusal(452, "too many recipients"));
      mailboxesFor(world, options.from, [address]).then(
        (found) => callback(found.length > 0 ? null : refusal(550, "no such address here")),
        (error: unknown) => callback(later(world, error)),
      );
    },
    onData: (stream, session, callback) => {
      take(house, world, { stream, session, options }).then(
        () => callback(),
        (error: unknown) => callback(isTooLarge(error) ? error : later(world, error)),
      );
    },
  });
  server.on("error", (error) => world.log.warn({ err: error }, "a sender of mail broke off"));
  const listening = server.listen(options.port, options.host);
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo; // it listens on TCP
  return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}

interface Transmission {
  readonly stream: Readable & { readonly sizeExceeded: boolean };
  readonly session: SMTPServerSession;
  readonly options: ListenOptions;
}

async function take(house: House, world: World, { stream, session, options }: Transmission): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(Buffer.from(chunk));
  if (stream.sizeExceeded) throw refusal(552, `more than ${options.limit} bytes`);
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  for (const mailbox of await mailboxesFor(world, options.from, recipients)) {
    await takeMail(house, world, mailbox, { raw: Buffer.concat(chunks), recipients });
  }
}

/** One for each connector that one of the addresses belongs to. */
async function mailboxesFor(world: World, from: string, addresses: readonly string[]): Promise<Mailbox[]> {
  const wanted = addresses.map(plain);
  const rows = await transact(world.database, everyTenant, (tx) => enabledOfKind(tx, smtpIn.key));
  return rows.flatMap((row) => {
    const known = recipientsOf(settingText(row, "recipients") ?? "");
    const name = known.find((each) => wanted.includes(each));
    if (name === undefined) return [];
    const own = [...known, ...ownAddresses(from)];
    return [{ tenantId: row.tenantId, connectorId: row.id, name, own, alertSource: settingText(row, "alertSource") }];
  });
}

/** What stands behind `+` is for us to read, not for choosing the mailbox. */
function plain(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, "@");
}

interface Answer extends Error {
  readonly responseCode: number;
}

function refusal(responseCode: number, message: string): Answer {
  return Object.assign(new Error(message), { responseCode });
}

function isTooLarge(error: unknown): error is Answer {
  return error instanceof Error && "responseCode" in error && error.responseCode === 552;
}

/** Nothing of ours is told to strangers; their mail server tries again. */
function later(world: World, error: unknown): Answer {
  world.log.error({ err: error }, "a mail could not be taken");
  return refusal(451, "try again later");
}
