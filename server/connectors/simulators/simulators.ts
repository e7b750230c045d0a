import { createHash } from "node:crypto";
import type { Json } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import type { ActionState, Capability, Ports } from "../frame/ports.ts";
import { readPush } from "../telephony/push.ts";
import { shortOf } from "./memory.ts";
import type { Memory } from "./memory.ts";
import { simulatedDocumentation } from "./documentation.ts";
import { simulatedCounts } from "./licences.ts";
import { simulatedPsa } from "./psa.ts";

/** One simulator for each capability: remembers what it was given, answers the same every time, fails when told to. */
export const simulators: { readonly [C in Capability]: (memory: Memory) => Ports[C] } = {
  archive: (memory) => ({
    put: async ({ key, bytes, retainUntil }) => {
      await memory.attempt("put object");
      await memory.keep(key, { base64: bytes.toString("base64"), retainUntil });
      return { location: `simulator:${key}`, isLocked: true };
    },
    get: async (key) => {
      await memory.attempt("get object");
      const found = memberOf(await memory.read(key), "base64");
      return found === undefined ? undefined : Buffer.from(found, "base64");
    },
  }),
  ledgerTransfer: (memory) => ({
    transfer: async ({ name, bytes }, key) => {
      await memory.attempt("transfer file");
      const reference = `SIM-${shortOf(key)}`;
      await memory.keep(reference, { name, bytes: bytes.length, looks: 0 });
      return { reference };
    },
    state: async (reference) => {
      await memory.attempt("ask for state");
      return { state: (await looked(memory, reference)) ? "confirmed" : "waiting", reason: "" };
    },
  }),
  documentation: simulatedDocumentation,
  psa: simulatedPsa,
  mailIn: () => ({ fetch: () => Promise.resolve({ items: [], cursor: {}, hasMore: false }) }),
  mailOut: (memory) => ({
    send: async ({ messageId, recipients, subject }) => {
      await memory.attempt("send mail");
      await memory.keep(messageId, { recipients, subject });
      return recipients.filter((address) => address.startsWith("gone@"));
    },
  }),
  telephony: () => ({ read: readPush }),
  alertSource: (memory) => ({
    poll: () => Promise.resolve({ items: [], cursor: {}, hasMore: false }),
    answer: async (alert, key) => {
      await memory.attempt(alert.answer === "closed" ? "close alert" : "acknowledge alert");
      await memory.keep(`answer ${shortOf(key)}`, { ...alert });
      return { outcome: "told", detail: "simulated" };
    },
  }),
  remoteAction: (memory) => ({
    run: async ({ action, target }, key) => {
      await memory.attempt("run action");
      const jobId = `SIM-${shortOf(key)}`;
      await memory.keep(jobId, { action, target, looks: 0 });
      return { jobId, ...stateOf(memory, 0) };
    },
    status: async (jobId) => {
      await memory.attempt("ask for state");
      return { jobId, ...stateOf(memory, (await looked(memory, jobId)) ? Infinity : 0) };
    },
  }),
  calendar: () => ({ events: () => Promise.resolve(undefined) }),
  licenceCount: simulatedCounts,
  timestamp: (memory) => ({
    stamp: async (sha256) => {
      await memory.attempt("stamp");
      // no token of RFC 3161: nobody could take it for one
      const token = Buffer.from(`simulated:${createHash("sha256").update(sha256).digest("hex")}`);
      return { token, at: memory.now() };
    },
  }),
};

function stateOf(memory: Memory, looks: number): Pick<ActionState, "state" | "detail"> {
  return (memory.simulation.pending ?? 0) > looks
    ? { state: "running", detail: "simulated" }
    : { state: "done", detail: "simulated" };
}

/** Counts a look at something and tells whether it has been looked at often enough to be finished. */
async function looked(memory: Memory, key: string): Promise<boolean> {
  const body = await memory.read(key);
  if (!isObject(body)) throw new Error(`Expected ${key} to be known, but the simulator knows nothing of it`);
  const looks = Number(body["looks"] ?? 0) + 1;
  await memory.write(key, { ...body, looks });
  return looks >= (memory.simulation.pending ?? 0);
}

function memberOf(body: Json | undefined, name: string): string | undefined {
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
