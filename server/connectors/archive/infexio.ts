import { z } from "zod";
import type { Call, Called } from "../http/client.ts";
import { tokenOf } from "../http/oauth.ts";
import type { Link } from "../frame/kind.ts";
import type { ArchivePort } from "../frame/ports.ts";
import { expectSame } from "./same.ts";

export interface InfexioSettings {
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
}

const receipt = z.object({ location: z.string().max(1_000), locked: z.boolean() });

/** Infexio by the contract in `infexio.openapi.yaml`: PUT an object, GET it, HEAD its hash. */
export function infexioArchive(link: Link<InfexioSettings>): ArchivePort {
  const ask = asker(link);
  const get: ArchivePort["get"] = async (key) => {
    const called = await ask({ operation: "get object", method: "GET", key, expected: [404] });
    return called.status === 404 ? undefined : called.bytes;
  };
  return {
    get,
    put: async ({ key, bytes, sha256, mediaType, retainUntil }) => {
      const digest = `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`;
      const headers: Record<string, string> = { "content-digest": digest, "if-none-match": "*" };
      if (retainUntil !== null) headers["retain-until"] = retainUntil;
      const body = { kind: "bytes", bytes, type: mediaType } as const;
      const called = await ask({ operation: "put object", method: "PUT", key, headers, body, expected: [412] });
      if (called.status !== 412) return toStored(called.json());
      const head = await ask({ operation: "look at object", method: "HEAD", key });
      if (head.headers["repr-digest"] !== digest) expectSame(key, sha256, (await get(key)) ?? Buffer.alloc(0));
      return {
        location: head.headers["content-location"] ?? key,
        isLocked: head.headers["retain-until"] !== undefined,
      };
    },
  };
}

type Asked = Omit<Call, "url"> & { readonly key: string };

function asker(link: Link<InfexioSettings>): (asked: Asked) => Promise<Called> {
  const base = link.settings.url.replace(/\/+$/, "");
  return async ({ key, headers = {}, ...asked }) => {
    const authorization = `Bearer ${await tokenOf(link, link.settings)}`;
    const url = `${base}/objects/${key.split("/").map(encodeURIComponent).join("/")}`;
    return link.call({ ...asked, url, headers: { ...headers, authorization } });
  };
}

function toStored(answer: unknown): { readonly location: string; readonly isLocked: boolean } {
  const { location, locked } = receipt.parse(answer);
  return { location, isLocked: locked };
}
