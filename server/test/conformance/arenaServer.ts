/**
 * The server of the arena: a stage with workers that run by themselves, in a process that may be killed. It answers its
 * parent's questions and goes when its parent does.
 */
import { subscribe } from "node:diagnostics_channel";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startCrew } from "../../workers/crew.ts";
import type { FromArena, ToArena } from "./arena.ts";
import { openStage } from "./stage.ts";

const harm: string[] = [];
const delay = monitorEventLoopDelay({ resolution: 20 });
const stage = await openStage();
const crew = startCrew(stage.house, [], { worker: "arena", interval: 50, concurrency: 2 });

subscribe("net.client.socket", (message) => {
  const socket = Reflect.get(Object(message), "socket");
  socket?.once?.("connect", () => {
    const address: unknown = socket.remoteAddress;
    if (typeof address === "string" && !["127.0.0.1", "::1"].includes(address)) harm.push(`reached ${address}`);
  });
});
delay.enable();

function say(message: FromArena): void {
  process.send?.(message);
}

async function hear(message: ToArena): Promise<void> {
  switch (message.kind) {
    case "admit": {
      const { url, token } = await stage.admit();
      say({ kind: "admitted", url, token });
      return;
    }
    case "look":
      if (Object.keys(Object.prototype).length > 0) harm.push("polluted Object.prototype");
      say({
        kind: "health",
        memory: process.memoryUsage.rss() / 1_048_576,
        longestBlock: delay.max / 1_000_000,
        harm: harm.splice(0),
      });
      delay.reset();
      return;
    case "advance":
      stage.clock.now = new Date(stage.clock.now.getTime() + message.milliseconds);
      return;
  }
}

async function leave(): Promise<void> {
  try {
    await crew.stop();
    await stage.close();
  } finally {
    process.exit();
  }
}

process.on("message", (message) => void hear(message as ToArena)); // only the arena speaks to this process
process.on("disconnect", () => {
  void leave();
});
