import { takeMail } from "../connectors/mail/take.ts";
import type { InboundMail } from "../connectors/mail/inbound.ts";
import type { Served } from "./served.ts";
import { worldFor } from "./world.ts";

/** A mail as somebody wrote it. */
export interface Written {
  readonly id: string;
  readonly from: string;
  readonly subject: string;
  readonly text?: string;
  readonly headers?: readonly string[];
}

/** Lets a mail come in as a mailbox hands it over. */
export function arrive({ house }: Pick<Served, "house">, written: Written): Promise<InboundMail> {
  const { id, from, subject, text = "Hallo", headers = [] } = written;
  const lines = [`From: ${from}`, "To: desk@msp.example", `Message-ID: <${id}>`, `Subject: ${subject}`, ...headers];
  const mailbox = { tenantId: "main", connectorId: null, name: "desk@msp.example", own: ["desk@msp.example"], alertSource: undefined }; // prettier-ignore
  const raw = Buffer.from([...lines, "", text].join("\r\n"));
  return takeMail(house, worldFor(house.database, house.now), mailbox, { raw, recipients: ["desk@msp.example"] });
}

/** As many automatic mails of one sender as it takes until one is put aside; tells of that one. */
export async function loop(site: Pick<Served, "house">, sender: string): Promise<InboundMail> {
  for (let no = 1; ; no += 1) {
    const mail = await arrive(site, {
      id: `${no}-${sender}`,
      from: `Bot <${sender}>`,
      subject: `Abwesend ${no}`,
      headers: ["Auto-Submitted: auto-replied", "Content-Type: text/html; charset=utf-8"],
      text: `<p>Ich bin bis <b>Montag</b> nicht da.</p><script>alert(1)</script><img src="https://tracker.example/x.gif">`,
    });
    if (mail.state === "quarantined") return mail;
  }
}
