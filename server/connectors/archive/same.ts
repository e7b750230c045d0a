import { createHash } from "node:crypto";
import { Declined } from "../http/client.ts";

/** What lies at a place already is either the object itself or something else, which nobody overwrites. @throws {Declined} */
export function expectSame(key: string, sha256: string, found: Uint8Array): void {
  const hash = createHash("sha256").update(found).digest("hex");
  if (hash === sha256) return;
  throw new Declined(`Expected nothing else at ${key}, but there is an object with the hash ${hash}`, 409, hash);
}

/** An object that a test leaves behind: small, and the same for everybody. */
export const probe = {
  key: "ablauf-test/probe.json",
  bytes: Buffer.from('{"ablauf":"probe"}'),
  sha256: createHash("sha256").update('{"ablauf":"probe"}').digest("hex"),
  mediaType: "application/json",
  retainUntil: null,
};
