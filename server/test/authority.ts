import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A time-stamp authority: `openssl ts` with a certificate of its own, behind HTTP (RFC 3161, 3.4). */
export interface Authority {
  readonly host: string;
  /** From now on every request is declined, or none. */
  declines(isDeclining: boolean): void;
  /** What an auditor does: `openssl ts -verify` of a token over these bytes. */
  verify(token: Buffer, data: Buffer): Promise<boolean>;
  close(): Promise<void>;
}

const settings = `
[tsa]
default_tsa = one
[one]
serial = ./serial
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
`;

/** PKIStatusInfo with the status rejection(2). */
const declined = Buffer.from("30053003020102", "hex");

export async function openAuthority(): Promise<Authority> {
  const cwd = await mkdtemp(path.join(tmpdir(), "ablauf-tsa-"));
  const place = (name: string) => path.join(cwd, name);
  await writeFile(place("tsa.cnf"), settings);
  await writeFile(place("serial"), "01\n");
  await run("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
    "-subj", "/CN=Test TSA", "-addext", "extendedKeyUsage=critical,timeStamping", "-keyout", "tsa.key", "-out", "tsa.pem"], { cwd }); // prettier-ignore
  let isDeclining = false;
  let count = 0;
  let last = Promise.resolve<unknown>(undefined);
  const reply = async (query: Buffer): Promise<Buffer> => {
    if (isDeclining) return declined;
    count += 1;
    const [asked, answered] = [`${count}.tsq`, `${count}.tsr`];
    await writeFile(place(asked), query);
    // one after the other: they share a serial number
    const made = last.then(() => run("openssl", ["ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile", asked, "-out", answered], { cwd })); // prettier-ignore
    last = made;
    await made;
    return readFile(place(answered));
  };
  const server = createServer((request, response) => {
    if (request.headers["content-type"] !== "application/timestamp-query") return void response.writeHead(415).end();
    void buffer(request)
      .then(reply)
      .then((bytes) => response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(bytes));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on TCP
    declines: (value) => (isDeclining = value),
    verify: async (token, data) => {
      await writeFile(place("token.tsr"), token);
      await writeFile(place("data"), data);
      const verifying = run("openssl", ["ts", "-verify", "-in", "token.tsr", "-data", "data", "-CAfile", "tsa.pem"], { cwd }); // prettier-ignore
      return verifying.then(
        () => true,
        () => false,
      );
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(cwd, { recursive: true });
    },
  };
}
