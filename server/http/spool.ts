import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { Refusal } from "../base/refusal.ts";
import { pieceSize } from "../desk/files/files.ts";

/**
 * Lets a body arrive on disk before anything is asked of the database, so that a slow sender holds no connection, and
 * gives it to `work` as something to read as often as needed. It is gone afterwards.
 *
 * @throws {Refusal} `body.size` 413, `body.broken` when the sender went away
 */
export async function spooled<T>(
  request: IncomingMessage,
  limit: number,
  work: (body: () => AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    request.resume();
    throw tooLarge(limit);
  }
  const folder = await mkdtemp(path.join(tmpdir(), "ablauf-body-"));
  const place = path.join(folder, "body");
  try {
    await arrive(request, place, limit);
    return await work(() => createReadStream(place, { highWaterMark: pieceSize }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function arrive(request: IncomingMessage, place: string, limit: number): Promise<void> {
  const file = await open(place, "wx", 0o600);
  try {
    await write(request, file, limit);
  } catch (error) {
    if (error instanceof Refusal || !request.readableAborted) throw error;
    throw new Refusal("invalid", "body.broken", "Expected the whole body, but the sender went away");
  } finally {
    await file.close();
  }
}

async function write(request: IncomingMessage, file: FileHandle, limit: number): Promise<void> {
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer; // a request without an encoding set gives buffers
    size += bytes.length;
    if (size > limit) throw tooLarge(limit);
    await file.write(bytes);
  }
}

function tooLarge(limit: number): Refusal {
  return new Refusal("tooLarge", "body.size", `Expected at most ${limit} bytes, but the body is larger`);
}
