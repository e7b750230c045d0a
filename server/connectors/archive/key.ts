import { createHash } from "node:crypto";
import type { ArchivedObject } from "../../desk/archive/archive.ts";
import type { ArchiveObject } from "../frame/ports.ts";

/** A path that every target takes, and another one for every version. */
export function keyOf({
  kind,
  ref,
  version,
  sha256,
}: Pick<ArchivedObject, "kind" | "ref" | "version" | "sha256">): string {
  const safe = ref
    .replaceAll(/[^\w.-]+/g, "_")
    .replace(/^\.+/, "_")
    .slice(0, 100);
  return `${kind}/${safe}/v${version}-${sha256.slice(0, 16)}.json`;
}

/** The time stamp of an object lies beside it, as `openssl ts -verify -in` reads it, and as long as it. */
export function tokenOf(object: ArchivedObject, token: Buffer): ArchiveObject {
  return {
    key: `${keyOf(object)}.tsr`,
    bytes: token,
    sha256: createHash("sha256").update(token).digest("hex"),
    mediaType: "application/timestamp-reply",
    retainUntil: object.retainUntil,
  };
}
