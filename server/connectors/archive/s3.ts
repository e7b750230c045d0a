import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import type { Link } from "../frame/kind.ts";
import type { ArchiveObject, ArchivePort } from "../frame/ports.ts";
import type { Call, Called } from "../http/client.ts";
import { expectSame } from "./same.ts";

export interface S3Settings {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly lock: boolean;
}

type Asked = Pick<Call, "operation" | "method" | "expected"> & {
  readonly key: string;
  readonly headers?: Record<string, string>;
  readonly bytes?: Buffer;
  readonly type?: string;
};

/**
 * A bucket of S3's interface. With `lock` each object is put in COMPLIANCE mode until its retention ends (S3 Object Lock):
 * nobody can change or delete it, not even the owner of the account. That the lock really is there is read back.
 */
export function s3Archive(link: Link<S3Settings>): ArchivePort {
  const ask = asker(link);
  const { prefix, lock, bucket } = link.settings;
  const keyed = (key: string) => `${prefix}${key}`;
  const get: ArchivePort["get"] = async (key) => {
    const called = await ask({ operation: "get object", method: "GET", key: keyed(key), expected: [404] });
    return called.status === 404 ? undefined : called.bytes;
  };
  return {
    get,
    put: async (object) => {
      const { key, sha256, retainUntil } = object;
      const found = await get(key);
      if (found === undefined) await putObject(ask, keyed(key), object, lock);
      else expectSame(key, sha256, found);
      const isLocked = lock && retainUntil !== null && (await lockedUntil(ask, keyed(key))) >= untilOf(retainUntil);
      if (lock && retainUntil !== null && !isLocked)
        throw new Error(`Expected ${key} to be locked until ${retainUntil}, but the bucket ${bucket} does not lock it`);
      return { location: `s3://${bucket}/${keyed(key)}`, isLocked };
    },
  };
}

async function putObject(
  ask: ReturnType<typeof asker>,
  key: string,
  object: ArchiveObject,
  lock: boolean,
): Promise<void> {
  const { bytes, sha256, mediaType, retainUntil } = object;
  const headers: Record<string, string> = {
    // what takes a lock wants a checksum
    "content-md5": createHash("md5").update(bytes).digest("base64"),
    "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64"),
    "x-amz-meta-sha256": sha256,
  };
  if (lock && retainUntil !== null) {
    headers["x-amz-object-lock-mode"] = "COMPLIANCE";
    headers["x-amz-object-lock-retain-until-date"] = untilOf(retainUntil).toISOString();
  }
  await ask({ operation: "put object", method: "PUT", key, headers, bytes, type: mediaType });
}

/** The beginning of the epoch for what is not locked in COMPLIANCE mode. */
async function lockedUntil(ask: ReturnType<typeof asker>, key: string): Promise<Date> {
  const { headers } = await ask({ operation: "look at object", method: "HEAD", key });
  const until = Date.parse(headers["x-amz-object-lock-retain-until-date"] ?? "");
  return new Date(headers["x-amz-object-lock-mode"] === "COMPLIANCE" && !Number.isNaN(until) ? until : 0);
}

/** Retention ends with its last day, whatever the time zone. */
function untilOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 36 * 3_600_000);
}

/** Whether the bucket was made with Object Lock; one that was not takes none later without its provider. */
export async function bucketLocks(link: Link<S3Settings>): Promise<boolean> {
  const called = await asker(link)({
    operation: "look at bucket",
    method: "GET",
    key: "?object-lock",
    expected: [400, 404, 501],
  });
  return called.status === 200 && called.text.includes("<ObjectLockEnabled>Enabled</ObjectLockEnabled>");
}

/** Signs each request with Signature Version 4 before it leaves. */
function asker({ settings, secrets, call }: Link<S3Settings>): (asked: Asked) => Promise<Called> {
  const base = `${settings.endpoint.replace(/\/+$/, "")}/${settings.bucket}`;
  return async ({ operation, method, key, headers = {}, bytes, type, expected = [] }) => {
    const url = key.startsWith("?") ? `${base}${key}` : `${base}/${key.split("/").map(encodeURIComponent).join("/")}`;
    const signer = new AwsV4Signer({
      method,
      url,
      service: "s3",
      region: settings.region,
      accessKeyId: settings.accessKeyId,
      secretAccessKey: secrets["secretAccessKey"] ?? "",
      headers: {
        ...headers,
        ...(type === undefined ? {} : { "content-type": type }),
        "x-amz-content-sha256": createHash("sha256")
          .update(bytes ?? "")
          .digest("hex"),
      },
      // of the Fetch types only what the signer reads: it takes the hash from the header
      ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
    });
    const signed = await signer.sign();
    const sent = Object.fromEntries(signed.headers);
    const body = bytes === undefined ? {} : { body: { kind: "bytes", bytes, type: type ?? "" } as const };
    return call({ operation, method, url: signed.url.href, headers: sent, expected, ...body });
  };
}
