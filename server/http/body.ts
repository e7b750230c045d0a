import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { Refusal } from "../base/refusal.ts";
import type { Route } from "./route.ts";

/** Bodies of JSON routes may have this many bytes. */
export const jsonLimit = 2 * 1024 * 1024;

/**
 * Reads and checks the body of a request as its route wants it.
 *
 * @throws {Refusal} `body.type` 415, `body.size` 413, `body.json` malformed, `body.encoding` not UTF-8,
 * `body.nul` a text holds U+0000, `body.shape` with each place
 */
export async function readBody(request: IncomingMessage, body: NonNullable<Route["body"]>): Promise<unknown> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase(); // split gives at least one part
  if (body.kind === "raw") {
    refuseType(type, body.types);
    return readBytes(request, body.limit);
  }
  if (body.kind === "stream") {
    refuseType(type, body.types);
    return request;
  }
  refuseType(type, ["application/json"]);
  return check(parse(await readBytes(request, jsonLimit)), body.schema);
}

function refuseType(type: string, expected: readonly string[]): void {
  if (expected.includes(type)) return;
  const got = type === "" ? "there is none" : `it is ${type}`;
  throw new Refusal("unsupported", "body.type", `Expected content type ${expected.join(" or ")}, but ${got}`);
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () =>
    new Refusal("tooLarge", "body.size", `Expected at most ${limit} bytes, but the body is larger`);
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    request.resume();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer; // a request without an encoding set gives buffers
    size += bytes.length;
    if (size > limit) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("invalid", "body.encoding", "Expected UTF-8, but the body is not");
  }
  try {
    return JSON.parse(text, revive);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : "it cannot be parsed";
    throw new Refusal("invalid", "body.json", `Expected JSON, but ${reason}`);
  }
}

/** Leaves out what would become a prototype, and refuses what PostgreSQL cannot store. */
function revive(key: string, value: unknown): unknown {
  if (key.includes("\0") || (typeof value === "string" && value.includes("\0"))) {
    throw new Refusal("invalid", "body.nul", "Expected texts without the character U+0000, but one holds it");
  }
  return key === "__proto__" ? undefined : value;
}

function check(value: unknown, schema: z.ZodType): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const complaints = result.error.issues.slice(0, 50).map((issue) => ({
    place: `/${issue.path.map(String).join("/")}`,
    code: "body.shape",
    message: issue.message,
  }));
  const first = complaints[0]!; // a failed parse has at least one issue
  throw new Refusal(
    "invalid",
    "body.shape",
    `Expected another body, but at ${first.place}: ${first.message}`,
    complaints,
  );
}
