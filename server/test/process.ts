import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** A server in a process of its own, so that it can be killed. */
export interface ServerProcess {
  readonly url: string;
  /** SIGKILL: no goodbye, no drain. */
  kill(): Promise<void>;
  /** SIGTERM: lets running work finish. Tells the exit code. */
  stop(): Promise<number | null>;
}

const main = path.join(import.meta.dirname, "..", "main.ts");

/** Starts `server/main.ts` with the given settings and waits until it says where it listens. `port` 0 picks a free one. */
export async function spawnServer(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const env = { ...withoutSettings(process.env), PORT: "0", LOG_LEVEL: "error", ...settings };
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] });
  const url = await urlOf(child);
  return {
    url,
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL");
        await once(child, "exit");
      }
    },
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      child.kill("SIGTERM");
      const [code] = (await once(child, "exit")) as [number | null]; // as child_process documents
      return code;
    },
  };
}

async function urlOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the server has no output");
  for await (const line of createInterface(child.stdout)) {
    const url = /running: (http\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return url;
  }
  if (child.exitCode === null) await once(child, "exit");
  throw new Error(`the server ended with ${child.exitCode} before it listened`);
}

/** What the surrounding shell has set for a server of its own must not reach ours. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, PORT: __, DATA_DIR: ___, DEMO: ____, TEST_DATABASE_URL: _____, ...rest } = environment;
  return rest;
}
