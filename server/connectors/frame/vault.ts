import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "../../base/refusal.ts";

/** Where the key lies: given as base64, else in a file that is made when it is first needed. */
export interface KeySource {
  readonly key: string | undefined;
  readonly file: string;
}

/** What a sealed text belongs to; sealed for one place, it cannot be opened at another. */
export interface Place {
  readonly tenantId: string;
  readonly connectorId: string;
  readonly name: string;
}

interface Key {
  readonly bytes: Buffer;
  readonly mark: string;
}

/**
 * Seals secrets at rest with AES-256-GCM (NIST SP 800-38D). A sealed text is `v1.<mark of the key>.<nonce>.<tag>.<text>` in
 * base64url; the place it belongs to is authenticated with it.
 */
export class Vault {
  readonly #source: KeySource;
  #key: Promise<Key> | undefined;

  constructor(source: KeySource) {
    this.#source = source;
  }

  async seal(text: string, place: Place): Promise<string> {
    const { bytes, mark } = await this.#load();
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", bytes, nonce).setAAD(nameOf(place));
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return ["v1", mark, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(".");
  }

  /** @throws {Refusal} `connector.key` sealed with another key, for another place, or damaged */
  async open(sealed: string, place: Place): Promise<string> {
    const [version, mark, ...parts] = sealed.split(".");
    const [nonce, tag, text] = parts.map((part) => Buffer.from(part, "base64url"));
    const key = await this.#load();
    if (version !== "v1" || mark !== key.mark || nonce === undefined || tag?.length !== 16 || text === undefined) {
      throw wrongKey(`it was sealed with ${mark ?? "no key"} and this server has ${key.mark}`);
    }
    try {
      const decipher = createDecipheriv("aes-256-gcm", key.bytes, nonce).setAAD(nameOf(place)).setAuthTag(tag);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
    } catch {
      throw wrongKey("it was damaged or belongs elsewhere");
    }
  }

  /** 32 bytes for another purpose (RFC 5869): whoever has the vault's key has them, and nobody comes from them to the key. */
  async derive(purpose: string): Promise<Buffer> {
    const { bytes } = await this.#load();
    return Buffer.from(hkdfSync("sha256", bytes, Buffer.alloc(0), purpose, 32));
  }

  /** A short mark that only this server can make of a text, in hexadecimal digits: whoever shows it got it from us. */
  async sign(text: string, tenantId: string): Promise<string> {
    return createHmac("sha256", await this.derive("mail tokens"))
      .update(JSON.stringify([tenantId, text]))
      .digest("hex")
      .slice(0, 16);
  }

  #load(): Promise<Key> {
    this.#key ??= load(this.#source).catch((error: unknown) => {
      this.#key = undefined; // a disk that was full may have room next time
      throw error;
    });
    return this.#key;
  }
}

function wrongKey(reason: string): Refusal {
  return new Refusal(
    "conflict",
    "connector.key",
    `Expected a secret that the server's key opens, but ${reason}; set SECRETS_KEY`,
  );
}

async function load({ key, file }: KeySource): Promise<Key> {
  const bytes = key === undefined ? await fromFile(file) : Buffer.from(key, "base64");
  return { bytes, mark: createHash("sha256").update(bytes).digest("hex").slice(0, 8) };
}

/** Two servers that start at once on one folder: one makes the file, both read it. */
async function fromFile(file: string): Promise<Buffer> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" }).catch(ignoreExisting);
  const bytes = Buffer.from((await readFile(file, "utf8")).trim(), "base64");
  if (bytes.length !== 32) throw wrongKey(`${file} does not hold 32 bytes in base64`);
  return bytes;
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}

function nameOf({ tenantId, connectorId, name }: Place): Buffer {
  return Buffer.from(JSON.stringify([tenantId, connectorId, name]));
}
