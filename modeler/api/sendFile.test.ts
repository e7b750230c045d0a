import test from "ava";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { ProblemError } from "./request.ts";
import { sendFile } from "./sendFile.ts";

// what of a page says the language of the answer
Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });

async function refusalOf(listener: RequestListener | undefined): Promise<string> {
  const server = createServer(listener ?? (() => undefined));
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  const closed = () =>
    new Promise((done) => {
      server.close(done);
    });
  if (listener === undefined) await closed();
  try {
    await sendFile(`http://127.0.0.1:${port}/api/list`, new Blob(["a;b"]), "text/csv");
    return "taken";
  } catch (error) {
    return error instanceof ProblemError ? `${error.problem.code}: ${error.message}` : String(error);
  } finally {
    if (listener !== undefined) await closed();
  }
}

const gateway: RequestListener = (_, answer) => answer.writeHead(502, { "Content-Type": "text/html" }).end("<html>");

test("a file that reaches nobody is told in our own words, also by a proxy that answers with a page", async (t) => {
  t.regex(await refusalOf(undefined), /^offline: The server is out of reach/);
  t.regex(await refusalOf(gateway), /^offline: The server is out of reach/);
});

test("what the server says of a file is told as it says it", async (t) => {
  const problem = JSON.stringify({ code: "import.empty", detail: "The file is empty" });

  t.is(await refusalOf((_, answer) => answer.writeHead(422).end(problem)), "import.empty: The file is empty");
});
