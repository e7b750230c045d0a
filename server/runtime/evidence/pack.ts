import { createHash } from "node:crypto";
import { places } from "../../audit/package.ts";
import type { Signer } from "../../audit/signer.ts";
import { canonical } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { file, safe } from "../../definitions/exchange/places.ts";
import type { Draw } from "../../definitions/exchange/release.ts";
import { zip } from "../../definitions/exchange/zip.ts";
import type { ArchiveFile } from "../../definitions/exchange/zip.ts";
import { readme } from "./readme.ts";
import type { Evidence, Selection } from "./read.ts";

/** For whom, when and of what a package is made. */
export interface Order {
  readonly tenantId: string;
  readonly actor: string;
  readonly at: Date;
  readonly selection: Selection;
}

/** What makes a package: who signs it, who draws its models. */
export interface Tools {
  readonly signer: Signer;
  readonly draw: Draw;
}

/** A package, and the hash by which its manifest is known. */
export interface Package {
  readonly bytes: Buffer;
  readonly manifestSha256: string;
}

const languages = ["de", "en"] as const;

/**
 * Packs evidence as ZIP: events with their chains, the way from each stream to the signed root of a seal, the seals with
 * their signatures and time stamps, models with pictures, rule sets, decisions; a signed manifest with the SHA-256 of every
 * file. `ablauf verify` checks it without a server.
 */
export async function packEvidence(evidence: Evidence, order: Order, tools: Tools): Promise<Package> {
  const files: ArchiveFile[] = [
    file(places.events, lines(evidence.events.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })))),
    file(places.proofs, json(evidence.proofs)),
    file(places.key, tools.signer.publicKey),
    ...sealFiles(evidence),
    ...(await modelFiles(evidence, order.at, tools.draw)),
    ...evidence.ruleSets.map(({ key, version, body }) => file(`rules/${safe(key)}-v${version}.json`, json(body))),
    file("decisions.jsonl", lines(evidence.decisions)),
    file("files.json", json(evidence.files)),
    ...languages.map((language) => file(`README.${language}.txt`, readme[language])),
  ];
  const manifest = json({
    format: "ablauf-evidence/1",
    tenant: order.tenantId,
    at: order.at.toISOString(),
    by: order.actor,
    keyId: tools.signer.keyId,
    selection: told(order.selection),
    events: evidence.events.length,
    files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256(bytes) })),
  });
  const signed = [file(places.manifest, manifest), file(places.signature, tools.signer.sign(manifest))];
  return { bytes: zip([...signed, ...files], order.at), manifestSha256: sha256(Buffer.from(manifest)) };
}

function sealFiles({ seals }: Evidence): ArchiveFile[] {
  return seals.flatMap(({ no, manifest, signature, publicKey, timeStamp }) => [
    file(places.seal(no, "json"), manifest),
    file(places.seal(no, "sig"), signature),
    file(places.seal(no, "pem"), publicKey),
    ...(timeStamp === null ? [] : [{ path: places.seal(no, "tsr"), bytes: timeStamp.token }]),
  ]);
}

/** A model that cannot be drawn is evidence all the same. */
async function modelFiles({ definitions }: Evidence, at: Date, draw: Draw): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = [];
  for (const { key, version, name, xml } of definitions) {
    const base = `models/${safe(key)}-v${version}`;
    files.push(file(`${base}.bpmn`, xml));
    for (const language of languages) {
      const order = { xml, formats: ["pdf"] as const, language, title: name, createdAt: at };
      const [drawn] = await draw(order).catch((error: unknown) => {
        if (error instanceof Refusal) return [];
        throw error;
      });
      if (drawn) files.push({ path: `${base}.${language}.pdf`, bytes: drawn.bytes });
    }
  }
  return files;
}

function told(selection: Selection): Json {
  if (selection.kind === "object") return { object: selection.object };
  return { from: selection.from.toISOString(), to: selection.to.toISOString() };
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${canonical(value as Json)}\n`).join(""); // events and decisions are JSON
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
