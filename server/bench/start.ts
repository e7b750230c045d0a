import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { technician } from "./ground.ts";

/** The server under test. */
export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it in a process of its own on a database; `settings` as in the environment. */
export async function startServer(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<Server> {
  const always = { PATH: process.env["PATH"], DATABASE_URL: databaseUrl, PORT: "0", TENANT: technician.tenantId };
  const script = join(import.meta.dirname, "server.ts");
  const child = spawn(process.execPath, [...process.execArgv, script, ...flags], {
    env: { ...always, ...settings },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [url] = (await once(createInterface(child.stdout), "line")) as [string]; // the server's first line is its address
  return {
    url,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
