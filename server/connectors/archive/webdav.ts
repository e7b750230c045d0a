import type { Link } from "../frame/kind.ts";
import type { ArchivePort } from "../frame/ports.ts";
import { expectSame } from "./same.ts";

export interface WebdavSettings {
  readonly url: string;
  readonly user: string;
}

/** A WebDAV server (RFC 4918). It locks nothing: versions or rights have to be set there. */
export function webdavArchive(link: Link<WebdavSettings>): ArchivePort {
  const { settings, secrets, call } = link;
  const base = settings.url.replace(/\/+$/, "");
  const credentials = Buffer.from(`${settings.user}:${secrets["password"] ?? ""}`).toString("base64");
  const headers: Record<string, string> = settings.user === "" ? {} : { authorization: `Basic ${credentials}` };
  const urlOf = (key: string) => `${base}/${key.split("/").map(encodeURIComponent).join("/")}`;
  const get: ArchivePort["get"] = async (key) => {
    const called = await call({ operation: "get object", method: "GET", url: urlOf(key), headers, expected: [404] });
    return called.status === 404 ? undefined : called.bytes;
  };
  return {
    get,
    put: async ({ key, bytes, sha256, mediaType }) => {
      const found = await get(key);
      if (found === undefined) {
        for (const folder of foldersOf(key)) {
          // 405 says that it is there already (RFC 4918, 9.3.1)
          await call({ operation: "make folder", method: "MKCOL", url: `${urlOf(folder)}/`, headers, expected: [405] });
        }
        const body = { kind: "bytes", bytes, type: mediaType } as const;
        const once = { ...headers, "if-none-match": "*" };
        const called = await call({
          operation: "put object",
          method: "PUT",
          url: urlOf(key),
          headers: once,
          body,
          expected: [412],
        });
        if (called.status === 412) expectSame(key, sha256, (await get(key)) ?? Buffer.alloc(0));
      } else {
        expectSame(key, sha256, found);
      }
      return { location: urlOf(key), isLocked: false };
    },
  };
}

/** The folders on the way to an object, the outermost first. */
function foldersOf(key: string): string[] {
  const segments = key.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}
