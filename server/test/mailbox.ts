import { once } from "node:events";
import { createRequire } from "node:module";
import type { AddressInfo, Server, Socket } from "node:net";

/** The part of hoodiecrow, an IMAP server for tests, that we use; it has no types. */
interface Hoodiecrow {
  readonly server: Server;
  readonly folderCache: Readonly<Record<string, { uidvalidity: number; readonly messages: readonly unknown[] }>>;
  listen(port: number, host: string): void;
  close(done: () => void): void;
  appendMessage(folder: string, flags: readonly string[], date: false, raw: string): void;
}

/** A mailbox on a real IMAP server. */
export interface TestMailbox {
  readonly host: string;
  readonly port: number;
  /** A mail comes in, and who waits with IDLE is told. */
  deliver(raw: string): void;
  /** The server forgets what its UIDs meant, as after a restore. */
  renumber(uidValidity: number): void;
  close(): Promise<void>;
}

/** Opens the mailbox INBOX of `desk`, whose password is `geheim`. */
export async function openMailbox(mails: readonly string[] = []): Promise<TestMailbox> {
  const create = createRequire(import.meta.url)("hoodiecrow-imap") as (options: object) => Hoodiecrow;
  const mailServer = create({
    plugins: ["IDLE", "ID", "NAMESPACE", "UIDPLUS", "LITERALPLUS"],
    users: { desk: { password: "geheim" } },
    storage: { INBOX: { messages: mails.map((raw) => ({ raw })) } },
  });
  mailServer.listen(0, "127.0.0.1");
  await once(mailServer.server, "listening");
  const sockets = new Set<Socket>();
  mailServer.server.on("connection", (socket) => sockets.add(socket));
  const { port } = mailServer.server.address() as AddressInfo; // it listens on TCP
  return {
    host: "127.0.0.1",
    port,
    deliver: (raw) => mailServer.appendMessage("INBOX", [], false, raw),
    renumber: (uidValidity) => {
      const folder = mailServer.folderCache["INBOX"];
      if (folder !== undefined) folder.uidvalidity = uidValidity;
    },
    close: () => {
      // who signs off has time to; cut off, the server would wait half an hour for the end of an IDLE
      setTimeout(() => sockets.forEach((socket) => socket.destroy()), 5_000).unref();
      return new Promise((resolve) => mailServer.close(() => resolve()));
    },
  };
}
