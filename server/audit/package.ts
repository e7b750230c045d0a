import { createHash } from "node:crypto";
import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { chainStart, firstBroken } from "./chain.ts";
import type { ChainedEvent } from "./chain.ts";
import { leafOf, manifestHash } from "./manifest.ts";
import { rootFrom } from "./merkle.ts";
import { isSigned } from "./signer.ts";

/** How far a stream of a package was sealed, and the way from there to the signed root. */
export interface Proof {
  readonly streamId: string;
  readonly seq: number;
  readonly hash: string;
  readonly sealNo: number;
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
}

/** What a check of an evidence package came to: each mistake as code and place. */
export interface PackageVerdict {
  readonly events: number;
  readonly streams: number;
  readonly seals: number;
  /** Streams whose last event of the package a seal covers. */
  readonly sealed: number;
  readonly keyIds: readonly string[];
  readonly mistakes: readonly { readonly code: string; readonly place: string }[];
}

/** Where things lie in a package. */
export const places = {
  manifest: "manifest.json",
  signature: "manifest.sig",
  key: "public-key.pem",
  events: "events.jsonl",
  proofs: "proofs.json",
  seal: (no: number, ending: "json" | "sig" | "pem" | "tsr") => `seals/${String(no).padStart(8, "0")}.${ending}`,
} as const;

/**
 * Checks an evidence package by itself, without server or database: every file against the manifest, the manifest against
 * its signature, every chain, every proof, every seal and their order. Whose keys these are is for the reader to compare.
 */
export function verifyPackage(files: ReadonlyMap<string, Buffer>): PackageVerdict {
  const mistakes: { code: string; place: string }[] = [];
  const expect = (isRight: boolean, code: string, place: string): void => {
    if (!isRight) mistakes.push({ code, place });
  };
  const manifest = checkFiles(files, expect);
  const key = text(files, places.key);
  expect(
    isSigned(text(files, places.manifest), text(files, places.signature), key),
    "manifest.signature",
    places.signature,
  );
  const chains = checkChains(files, expect);
  const roots = checkSeals(files, expect);
  const sealed = checkProofs(files, { chains, roots }, expect);
  expect(manifest["format"] === "ablauf-evidence/1", "manifest.format", places.manifest);
  return {
    events: [...chains.values()].reduce((sum, events) => sum + events.length, 0),
    streams: chains.size,
    seals: roots.size,
    sealed,
    keyIds: [...new Set([...roots.values()].map(({ keyId }) => keyId))],
    mistakes,
  };
}

type Expect = (isRight: boolean, code: string, place: string) => void;
type Files = ReadonlyMap<string, Buffer>;

function checkFiles(files: Files, expect: Expect): JsonObject {
  const manifest = objectOf(text(files, places.manifest));
  const listed = Array.isArray(manifest["files"]) ? manifest["files"].filter(isObject) : [];
  for (const { path, sha256 } of listed) {
    const bytes = files.get(String(path));
    const found = bytes && createHash("sha256").update(bytes).digest("hex");
    expect(found === sha256, found === undefined ? "file.missing" : "file.changed", String(path));
  }
  const known = new Set<unknown>([places.manifest, places.signature, ...listed.map(({ path }) => path)]);
  for (const path of files.keys()) expect(known.has(path), "file.unlisted", path);
  return manifest;
}

function checkChains(files: Files, expect: Expect): ReadonlyMap<string, readonly ChainedEvent[]> {
  const chains = new Map<string, ChainedEvent[]>();
  const lines = text(files, places.events).split("\n");
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const event = eventFrom(objectOf(line));
    expect(event !== undefined, "event.shape", `${places.events}:${index + 1}`);
    if (event === undefined) continue;
    const chain = chains.get(event.streamId);
    if (chain) chain.push(event);
    else chains.set(event.streamId, [event]);
  }
  for (const [streamId, events] of chains) {
    const broken = firstBroken(events, chainStart) ?? events.find(({ seq }, index) => seq !== index + 1)?.seq;
    expect(broken === undefined, "event.chain", `${streamId} ${broken}`);
  }
  return chains;
}

function eventFrom(given: JsonObject): ChainedEvent | undefined {
  const { streamId, seq, at, type, actor, requestId, data, previous, hash } = given;
  const texts = [streamId, at, type, actor, previous, hash];
  if (!texts.every((each) => typeof each === "string") || typeof seq !== "number" || !isObject(data ?? null))
    return undefined;
  const instant = new Date(String(at));
  if (Number.isNaN(instant.getTime())) return undefined;
  return {
    streamId: String(streamId),
    seq,
    at: instant,
    type: String(type),
    actor: String(actor),
    requestId: typeof requestId === "string" ? requestId : null,
    data: data as JsonObject, // checked above
    previous: String(previous),
    hash: String(hash),
  };
}

interface Root {
  readonly merkleRoot: unknown;
  readonly size: unknown;
  readonly keyId: string;
}

function checkSeals(files: Files, expect: Expect): ReadonlyMap<number, Root> {
  const roots = new Map<number, Root>();
  const paths = [...files.keys()].filter((path) => /^seals\/\d+\.json$/.test(path)).toSorted();
  let before: { readonly no: number; readonly hash: string } | undefined;
  for (const path of paths) {
    const manifest = text(files, path);
    const said = objectOf(manifest);
    const no = Number(said["no"]);
    expect(path === places.seal(no, "json"), "seal.number", path);
    const [signature, key] = [text(files, places.seal(no, "sig")), text(files, places.seal(no, "pem"))];
    expect(isSigned(manifest, signature, key), "seal.signature", path);
    if (before) expect(no === before.no + 1 && said["previous"] === before.hash, "seal.previous", path);
    before = { no, hash: manifestHash(manifest) };
    roots.set(no, { merkleRoot: said["merkleRoot"], size: said["streams"], keyId: String(said["keyId"]) });
  }
  return roots;
}

function checkProofs(
  files: Files,
  given: {
    readonly chains: ReadonlyMap<string, readonly ChainedEvent[]>;
    readonly roots: ReadonlyMap<number, Root>;
  },
  expect: Expect,
): number {
  const proofs = parse(text(files, places.proofs));
  const list = Array.isArray(proofs) ? proofs.filter(isObject) : [];
  let sealed = 0;
  for (const each of list) {
    const proof = each as unknown as Proof; // every member is held against something below
    const place = `${places.proofs} ${String(proof.streamId)}`;
    const chain = given.chains.get(proof.streamId);
    const event = chain?.[proof.seq - 1];
    expect(event !== undefined && event.hash === proof.hash, "proof.event", place);
    const root = given.roots.get(proof.sealNo);
    const { index, size, path } = proof;
    const leads = Array.isArray(path) && root?.size === size && rootFrom(leafOf(proof), { index, size }, path);
    expect(leads !== false && leads === root?.merkleRoot, "proof.root", place);
    if (chain?.length === proof.seq) sealed += 1;
  }
  return sealed;
}

function text(files: Files, path: string): string {
  return files.get(path)?.toString("utf8") ?? "";
}

function objectOf(json: string): JsonObject {
  const value = parse(json);
  return isObject(value) ? value : {};
}

function parse(json: string): Json {
  try {
    return JSON.parse(json) as Json; // JSON.parse gives nothing else
  } catch {
    return null;
  }
}
