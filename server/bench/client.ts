import { connect } from "node:net";
import type { Socket } from "node:net";

/** The answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** One keep-alive connection that sends one request after the other. Reads only what the server under test sends. */
export interface Line {
  send(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): void;
}

/** Opens a line: as little work as possible on this side, since both sides share the machine. */
export async function openLine(url: string, cookie = ""): Promise<Line> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true).setEncoding("utf8");
  await new Promise<void>((resolve, reject) => socket.once("error", reject).once("connect", () => resolve()));
  const always = `host: ${hostname}\r\nx-requested-with: ablauf\r\ncookie: ${cookie}\r\n`;
  return {
    send: (method, path, body) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const content =
        text === "" ? "" : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
      const answer = read(socket);
      socket.write(`${method} ${path} HTTP/1.1\r\n${always}${content}\r\n${text}`);
      return answer;
    },
    close: () => socket.destroy(),
  };
}

function read(socket: Socket): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = "";
    const hear = (part: string): void => {
      text += part;
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
      const body = text.slice(end + 4);
      if (Buffer.byteLength(body) < length) return;
      socket.off("data", hear).off("close", lost);
      resolve({ status: Number(text.slice(9, 12)), headers: text.slice(0, end), body });
    };
    const lost = () => reject(new Error("Expected an answer, but the connection was closed"));
    socket.on("data", hear).once("close", lost);
  });
}
