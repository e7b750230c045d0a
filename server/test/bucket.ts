import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** An object in the bucket, and until when nobody may change it. */
export interface KeptObject {
  bytes: Buffer;
  readonly mode: string | undefined;
  readonly until: string | undefined;
}

/** A bucket of S3's interface. Signatures are checked from the specification, not with the library that makes them. */
export interface Bucket {
  readonly host: string;
  readonly objects: Map<string, KeptObject>;
  close(): Promise<void>;
}

export const bucketKey = { accessKeyId: "AKTEST", secretAccessKey: "geheim/mit+zeichen" };

/** Opens the bucket `archiv`, made with Object Lock or without. */
export async function openBucket({ locks }: { readonly locks: boolean }): Promise<Bucket> {
  const objects = new Map<string, KeptObject>();
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => answer(request, bytes, response, { objects, locks }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  return { host, objects, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

interface Shelf {
  readonly objects: Map<string, KeptObject>;
  readonly locks: boolean;
}

function answer(request: IncomingMessage, bytes: Buffer, response: ServerResponse, shelf: Shelf): void {
  const refuse = (status: number, code: string) =>
    response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
  const url = new URL(request.url ?? "", `http://${request.headers.host}`);
  if (!isSigned(request, url, bytes)) return void refuse(403, "SignatureDoesNotMatch");
  if (url.search === "?object-lock") {
    if (!shelf.locks) return void refuse(404, "ObjectLockConfigurationNotFoundError");
    return void response.end(
      "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>",
    );
  }
  if (request.method === "PUT") return put(request, bytes, response, { shelf, path: url.pathname });
  const found = shelf.objects.get(url.pathname);
  if (found === undefined) return void refuse(404, "NoSuchKey");
  const lock = { "x-amz-object-lock-mode": found.mode, "x-amz-object-lock-retain-until-date": found.until };
  for (const [name, value] of Object.entries(lock)) if (value !== undefined) response.setHeader(name, value);
  response.end(request.method === "HEAD" ? undefined : found.bytes);
}

function put(
  { headers }: IncomingMessage,
  bytes: Buffer,
  response: ServerResponse,
  { shelf, path }: { readonly shelf: Shelf; readonly path: string },
): void {
  const hashes = { "content-md5": "md5", "x-amz-checksum-sha256": "sha256" };
  const isWrong = Object.entries(hashes).some(
    ([name, hash]) => headers[name] !== createHash(hash).update(bytes).digest("base64"),
  );
  const mode = headers["x-amz-object-lock-mode"]?.toString();
  if (isWrong) return void response.writeHead(400).end("<Error><Code>BadDigest</Code></Error>");
  if (mode !== undefined && !shelf.locks)
    return void response
      .writeHead(400)
      .end("<Error><Code>InvalidRequest</Code><Message>Bucket is missing Object Lock Configuration</Message></Error>");
  shelf.objects.set(path, { bytes, mode, until: headers["x-amz-object-lock-retain-until-date"]?.toString() });
  response.end();
}

/** Signature Version 4, as Amazon's documentation describes it. */
function isSigned({ method, headers }: IncomingMessage, url: URL, bytes: Buffer): boolean {
  const [, credential = "", names = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const [accessKeyId, day = "", region = "", service = ""] = credential.split("/");
  const hash = createHash("sha256").update(bytes).digest("hex");
  if (accessKeyId !== bucketKey.accessKeyId || headers["x-amz-content-sha256"] !== hash) return false;
  const query = url.search === "" ? "" : `${url.search.slice(1)}=`;
  const lines = names.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url.pathname, query, lines.join(""), names, hash].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = [
    "AWS4-HMAC-SHA256",
    headers["x-amz-date"],
    scope,
    createHash("sha256").update(canonical).digest("hex"),
  ].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<Buffer | string>(
    (from, part) => createHmac("sha256", from).update(part).digest(),
    `AWS4${bucketKey.secretAccessKey}`,
  );
  return createHmac("sha256", key).update(toSign).digest("hex") === signature;
}
