import { ImapFlow } from "imapflow";
import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import type { Link } from "../frame/kind.ts";
import type { Delivery, Harvest, MailInPort } from "../frame/ports.ts";
import { guardedAddress } from "../http/guard.ts";
import { tokenOf } from "../http/oauth.ts";

/** What a mailbox is read with. */
export interface ImapSettings {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls" | "none";
  readonly user: string;
  readonly folder: string;
  readonly tokenUrl: string;
  readonly clientId: string;
}

/** Mails that are read at a time. */
const batch = 20;
/** A mail beyond so many bytes stays in the mailbox; its beginning is put aside. */
const mostBytes = 25 * 1024 * 1024;
const beginning = 64 * 1024;
/** Milliseconds. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };

const cursorShape = z.object({ uidValidity: z.string(), uid: z.number().int() });

/**
 * A mailbox by IMAP. The cursor is UIDVALIDITY with the last UID (RFC 3501, 2.3.1.1): when the first changes, UIDs mean
 * nothing any more, and all is read again; what was taken before is known by its message id.
 */
export function imapMailbox(link: Link<ImapSettings>): MailInPort {
  const { folder } = link.settings;
  const target = `imap ${link.settings.host}/${folder}`;
  return {
    fetch: (cursor) =>
      link.record("read mailbox", target, async () => {
        const client = await openImap(link);
        try {
          const lock = await client.getMailboxLock(folder, { readOnly: true });
          try {
            return await fetchAfter(client, cursor);
          } finally {
            lock.release();
          }
        } finally {
          await client.logout().catch(() => client.close());
        }
      }),
    watch: async (onNews, signal) => {
      const client = await openImap(link, { isLasting: true });
      signal.addEventListener("abort", () => void client.logout().catch(() => client.close()));
      client.on("exists", onNews);
      await client.mailboxOpen(folder, { readOnly: true });
      onNews();
      while (!signal.aborted && client.usable) await client.idle();
    },
  };
}

/** Connects to an address that the guard has seen, and signs in. */
export async function openImap(link: Link<ImapSettings>, { isLasting = false } = {}): Promise<ImapFlow> {
  const { host, port, security, user } = link.settings;
  const client = new ImapFlow({
    host: await guardedAddress(host, port, link.allowedHosts),
    servername: host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: { user, ...(await credentials(link)) },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: 5 * 60_000,
    ...patience,
    ...(isLasting ? { socketTimeout: 6 * 60_000 } : {}),
  });
  // what goes wrong is thrown where it is waited for; without a listener it would also end the process
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function credentials(
  link: Link<ImapSettings>,
): Promise<{ readonly pass: string } | { readonly accessToken: string }> {
  const { tokenUrl, clientId } = link.settings;
  if (tokenUrl === "") return { pass: link.secrets["password"] ?? "" };
  const scope = "https://outlook.office365.com/.default";
  return { accessToken: await tokenOf(link, { tokenUrl, clientId, scope }) };
}

async function fetchAfter(client: ImapFlow, cursor: JsonObject | undefined): Promise<Harvest<Delivery>> {
  const mailbox = client.mailbox;
  if (mailbox === false) throw new Error("Expected an open mailbox, but there is none");
  const uidValidity = String(mailbox.uidValidity);
  const known = cursorShape.safeParse(cursor);
  const from = known.success && known.data.uidValidity === uidValidity ? known.data.uid : 0;
  const found = mailbox.exists === 0 ? [] : await client.search({ uid: `${from + 1}:*` }, { uid: true });
  // `*` is the last mail, even when its UID is below the first of the range
  const uids = (found === false ? [] : (found ?? [])).filter((uid) => uid > from).toSorted((a, b) => a - b);
  const items: Delivery[] = [];
  for (const uid of uids.slice(0, batch)) items.push(...(await fetchOne(client, uid)));
  const last = uids.slice(0, batch).at(-1) ?? from;
  return { items, cursor: { uidValidity, uid: last }, hasMore: uids.length > batch };
}

/** Nothing when somebody deleted it meanwhile. */
async function fetchOne(client: ImapFlow, uid: number): Promise<Delivery[]> {
  const sized = await client.fetchOne(String(uid), { size: true }, { uid: true });
  if (sized === false) return [];
  const isTooLarge = (sized.size ?? 0) > mostBytes;
  const source = isTooLarge ? { maxLength: beginning } : true;
  const message = await client.fetchOne(String(uid), { source }, { uid: true });
  if (message === false || message.source === undefined) return [];
  const cut = `Expected at most ${mostBytes} bytes, but it has ${sized.size}; it stays in the mailbox with the UID ${uid}`;
  return [{ raw: message.source, recipients: [], ...(isTooLarge ? { cutBecause: cut } : {}) }];
}
