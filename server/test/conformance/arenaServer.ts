/**
 * The server of the arena: a stage with workers that run by themselves, in a process that may be killed. It answers its
 * parent's questions and goes when its parent does.
 */
import { subscribe } from "node:diagnostics_channel";
import { startCrew } from "../../workers/crew.ts";
import type { FromArena, ToArena } from "./arena.ts";
import { openStage } from "./stage.ts";

const harm: string[] = [];
const blocks = watchBlocks();
const stage = await openStage();
const crew = startCrew(stage.house, [], { worker: "arena", interval: 50, concurrency: 2 });

subscribe("net.client.socket", (message) => {
  const socket = Reflect.get(Object(message), "socket");
  socket?.once?.("connect", () => {
    const address: unknown = socket.remoteAddress;
    if (typeof address === "string" && !["127.0.0.1", "::1"].includes(address)) harm.push(`reached ${address}`);
  });
});

/**
 * The longest time that the server was busy with one thing, in milliseconds since it was asked last: by the clock, but no
 * more than the processor worked meanwhile, so that a machine with much else to do does not accuse it.
 */
function watchBlocks(): { readonly longest: () => number } {
  const every = 20;
  let longest = 0;
  let at = performance.now();
  let worked = process.cpuUsage();
  const look = (): void => {
    const { user, system } = process.cpuUsage(worked);
    longest = Math.max(longest, Math.min(performance.now() - at - every, (user + system) / 1000));
    at = performance.now();
    worked = process.cpuUsage();
  };
  setInterval(look, every);
  return {
    longest: () => {
      look();
      const found = longest;
      longest = 0;
      return found;
    },
  };
}

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
        longestBlock: blocks.longest(),
        harm: harm.splice(0),
      });
      return;
    case "advance":
      stage.clock.now = new Date(stage.clock.now.getTime() + message.milliseconds);
      return;
  }
}

async function leave(): Promise<void> {
  // its database may have gone with whoever began this
  setTimeout(() => process.exit(1), 5_000);
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
