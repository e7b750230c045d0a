import { transact } from "../../db/transact.ts";
import type { Database } from "../../db/connect.ts";
import { readFile } from "../../desk/files/files.ts";
import { connectorFor } from "../frame/open.ts";
import { settingText } from "../frame/rows.ts";
import type { LedgerFile, MailOutPort } from "../frame/ports.ts";
import type { ConnectorOptions } from "../performers.ts";
import { houseSender } from "./smtp.ts";

/** How a tenant's mails leave, and what they say of whom they come from. */
export interface Way {
  /** Without one mails stay in the house. */
  readonly port: MailOutPort | undefined;
  readonly from: string;
  readonly replyTo: string | undefined;
  readonly withToken: boolean;
}

/** The tenant's connector, else the house's mail server. */
export async function wayOut(options: ConnectorOptions, tenantId: string): Promise<Way> {
  const { smtpUrl, from } = options.mail;
  const opened = await connectorFor(options, { tenantId, capability: "mailOut" });
  if (opened?.connector === undefined) {
    return {
      port: smtpUrl === undefined ? undefined : houseSender(smtpUrl),
      from,
      replyTo: undefined,
      withToken: false,
    };
  }
  return {
    port: opened.port,
    from: settingText(opened.connector, "from") ?? from,
    replyTo: settingText(opened.connector, "replyTo"),
    withToken: opened.connector.settings["withToken"] === true,
  };
}

/** Files as they go with a mail. @throws {Refusal} `file.missing` */
export async function attached(
  database: Database,
  tenantId: string,
  files: readonly { readonly id: string }[],
): Promise<LedgerFile[]> {
  const read: LedgerFile[] = [];
  for (const { id } of files) {
    const { name, body, mediaType } = await transact(database, tenantId, (tx) => readFile(tx, id));
    read.push({ name, bytes: body, mediaType });
  }
  return read;
}
