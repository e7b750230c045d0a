import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import type { ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it gets and knows nobody called gone@. */
export interface Post {
  readonly port: number;
  readonly url: string;
  readonly mails: readonly ParsedMail[];
  readonly recipients: readonly string[];
  close(): Promise<void>;
}

/** Opens one on a free port. */
export async function openPost(): Promise<Post> {
  const mails: ParsedMail[] = [];
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo({ address }, _session, callback) {
      if (address.startsWith("gone@"))
        return callback(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
      recipients.push(address);
      callback();
    },
    onData(stream, _session, callback) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        callback();
      }, callback);
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo; // it listens on a port
  let isOpen = true;
  const close = async () => {
    if (isOpen) await new Promise<void>((resolve) => server.close(resolve));
    isOpen = false;
  };
  return { port, url: `smtp://127.0.0.1:${port}`, mails, recipients, close };
}
