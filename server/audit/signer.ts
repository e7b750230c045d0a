import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** Who signs seals. */
export interface Signer {
  /** The first 16 hexadecimal digits of the SHA-256 of the public key (SubjectPublicKeyInfo, DER). */
  readonly keyId: string;
  /** The public key as PEM. */
  readonly publicKey: string;
  /** Signs a text with Ed25519 (RFC 8032); the signature in base64. */
  sign(text: string): string;
}

/** PKCS #8 (RFC 8410, 7) of an Ed25519 key, up to the 32 bytes that are the key itself. */
const prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The signer whose private key these 32 bytes are. */
export function signerFrom(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([prefix, seed]), format: "der", type: "pkcs8" });
  const open = createPublicKey(key);
  return {
    keyId: keyIdOf(open),
    publicKey: open.export({ type: "spki", format: "pem" }),
    sign: (text) => sign(null, Buffer.from(text), key).toString("base64"),
  };
}

/** Whether a text was signed with the private half of a public key. A key or signature that cannot be read signs nothing. */
export function isSigned(text: string, signature: string, publicKey: string): boolean {
  try {
    return verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

function keyIdOf(key: KeyObject): string {
  const der = key.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("hex").slice(0, 16);
}
