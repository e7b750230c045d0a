import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "../../base/refusal.ts";

/** What a delivery shows to prove that it comes from who it says. */
export interface Shown {
  readonly authorization: string | undefined;
  /** `X-Signature`, `X-Hub-Signature-256` or the like: `sha256=` and 64 hexadecimal digits, or these alone. */
  readonly signature: string | undefined;
}

/**
 * Whether a delivery to a webhook knows the secret: as a bearer token, or as HMAC-SHA-256 over the bytes (RFC 2104). Both are
 * compared in a time that tells nothing.
 *
 * @throws {Refusal} `alert.secret`
 */
export function refuseForeign(scheme: "token" | "hmac", secret: string, shown: Shown, raw: Buffer): void {
  const given =
    scheme === "token"
      ? /^Bearer (\S+)$/i.exec(shown.authorization ?? "")?.[1]
      : shown.signature?.replace(/^sha256=/i, "").toLowerCase();
  const expected = scheme === "token" ? secret : createHmac("sha256", secret).update(raw).digest("hex");
  if (given !== undefined && isSame(given, expected)) return;
  throw new Refusal("unauthenticated", "alert.secret", "Expected a delivery that knows the secret, but it does not");
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(hashed(one), hashed(other));
}

function hashed(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
