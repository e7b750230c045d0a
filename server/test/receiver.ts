import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request that came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The body where it is JSON. */
  readonly json: unknown;
}

/** What is answered. */
export interface Given {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** It is taken, but nobody hears of it: the connection breaks. */
  readonly isCut?: boolean;
}

/** Somebody else's server, as far as a test needs it. */
export interface Receiver {
  readonly host: string;
  readonly seen: readonly Received[];
  close(): Promise<void>;
}

/** Opens one that answers as told and keeps what it saw. */
export async function openReceiver(answer: (request: Received) => Given): Promise<Receiver> {
  const seen: Received[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
      const json: unknown = isJson ? JSON.parse(bytes.toString()) : undefined;
      const { method = "", url = "", headers } = request;
      const received = { method, path: url, headers, bytes, json };
      seen.push(received);
      const given = answer(received);
      if (given.isCut === true) return void request.socket.destroy();
      response.writeHead(given.status ?? 200, { "content-type": "application/json", ...given.headers });
      response.end(given.json === undefined ? given.text : JSON.stringify(given.json));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { host, seen, close };
}
