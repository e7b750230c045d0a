import { randomBytes } from "node:crypto";
import { readTimeStamp, timeStampRequest } from "../../audit/timeStamp.ts";
import type { Link } from "../frame/kind.ts";
import type { TimestampPort } from "../frame/ports.ts";

export interface AuthoritySettings {
  readonly url: string;
  readonly user: string;
}

/** Bytes of a nonce: enough that no answer can be one kept from earlier. */
const nonceBytes = 8;

/** A time-stamp authority over HTTP (RFC 3161, 3.4). Asking twice does no harm: each answer stands for itself. */
export function authority({ settings, secrets, call }: Link<AuthoritySettings>): TimestampPort {
  const { url, user } = settings;
  const credentials = Buffer.from(`${user}:${secrets["password"] ?? ""}`).toString("base64");
  return {
    stamp: async (sha256) => {
      const nonce = randomBytes(nonceBytes);
      const { bytes } = await call({
        operation: "stamp",
        method: "POST",
        url,
        headers: {
          accept: "application/timestamp-reply",
          ...(user === "" ? {} : { authorization: `Basic ${credentials}` }),
        },
        body: { kind: "bytes", bytes: timeStampRequest(sha256, nonce), type: "application/timestamp-query" },
      });
      return { token: bytes, at: readTimeStamp(bytes, sha256, nonce) };
    },
  };
}
