import { createHash } from "node:crypto";
import { z } from "zod";
import type { Json } from "../base/json.ts";
import { chainStart, firstBroken } from "./chain.ts";
import type { ChainedEvent } from "./chain.ts";
import { leafOf, manifestHash } from "./manifest.ts";
import { rootFrom } from "./merkle.ts";
import { isSigned } from "./signer.ts";

const proof = z.object({
  streamId: z.string(),
  seq: z.number(),
  hash: z.string(),
  sealNo: z.number(),
  index: z.number(),
  size: z.number(),
  path: z.array(z.string()).readonly(),
});
/** How far a stream of a package was sealed, and the way from there to the signed root. */
export type Proof = Readonly<z.infer<typeof proof>>;

const eventLine = z.object({
  streamId: z.string(),
  seq: z.number(),
  at: z.iso.datetime().transform((instant) => new Date(instant)),
  type: z.string(),
  actor: z.string(),
  requestId: z.string().nullable(),
  data: z.record(z.string(), z.json()),
  previous: z.string(),
  hash: z.string(),
});
const manifestFile = z.object({
  format: z.literal("ablauf-evidence/1"),
  files: z.array(z.object({ path: z.string(), sha256: z.string() })),
});
const sealFile = z.object({
  no: z.number(),
  previous: z.string(),
  merkleRoot: z.string(),
  streams: z.number(),
  keyId: z.string(),
});

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
  checkFiles(files, expect);
  const key = text(files, places.key);
  expect(
    isSigned(text(files, places.manifest), text(files, places.signature), key),
    "manifest.signature",
    places.signature,
  );
  const chains = checkChains(files, expect);
  const roots = checkSeals(files, expect);
  const sealed = checkProofs(files, { chains, roots }, expect);
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

function checkFiles(files: Files, expect: Expect): void {
  const manifest = manifestFile.safeParse(parse(text(files, places.manifest)));
  expect(manifest.success, "manifest.format", places.manifest);
  const listed = manifest.data?.files ?? [];
  for (const { path, sha256 } of listed) {
    const bytes = files.get(path);
    const found = bytes && createHash("sha256").update(bytes).digest("hex");
    expect(found === sha256, found === undefined ? "file.missing" : "file.changed", path);
  }
  const known = new Set<string>([places.manifest, places.signature, ...listed.map(({ path }) => path)]);
  for (const path of files.keys()) expect(known.has(path), "file.unlisted", path);
}

function checkChains(files: Files, expect: Expect): ReadonlyMap<string, readonly ChainedEvent[]> {
  const chains = new Map<string, ChainedEvent[]>();
  const lines = text(files, places.events).split("\n");
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const event = eventFrom(parse(line));
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

function eventFrom(given: Json): ChainedEvent | undefined {
  return eventLine.safeParse(given).data;
}

type Root = z.infer<typeof sealFile>;

function checkSeals(files: Files, expect: Expect): ReadonlyMap<number, Root> {
  const roots = new Map<number, Root>();
  const paths = [...files.keys()].filter((path) => /^seals\/\d+\.json$/.test(path)).toSorted();
  let before: { readonly no: number; readonly hash: string } | undefined;
  for (const path of paths) {
    const manifest = text(files, path);
    const said = sealFile.safeParse(parse(manifest)).data;
    const no = said?.no ?? 0;
    expect(path === places.seal(no, "json"), "seal.number", path);
    const [signature, key] = [text(files, places.seal(no, "sig")), text(files, places.seal(no, "pem"))];
    expect(isSigned(manifest, signature, key), "seal.signature", path);
    if (before) expect(no === before.no + 1 && said?.previous === before.hash, "seal.previous", path);
    before = { no, hash: manifestHash(manifest) };
    if (said) roots.set(no, said);
  }
  return roots;
}

interface Given {
  readonly chains: ReadonlyMap<string, readonly ChainedEvent[]>;
  readonly roots: ReadonlyMap<number, Root>;
}

function checkProofs(files: Files, { chains, roots }: Given, expect: Expect): number {
  const proofs = z.array(proof).safeParse(parse(text(files, places.proofs))).data ?? [];
  let sealed = 0;
  for (const each of proofs) {
    const place = `${places.proofs} ${each.streamId}`;
    const chain = chains.get(each.streamId);
    expect(chain?.[each.seq - 1]?.hash === each.hash, "proof.event", place);
    const root = roots.get(each.sealNo);
    const { index, size, path } = each;
    const leads = root?.streams === size && rootFrom(leafOf(each), { index, size }, path) === root.merkleRoot;
    expect(leads, "proof.root", place);
    if (chain?.length === each.seq) sealed += 1;
  }
  return sealed;
}

function text(files: Files, path: string): string {
  return files.get(path)?.toString("utf8") ?? "";
}

function parse(json: string): Json {
  try {
    return JSON.parse(json) as Json; // JSON.parse gives nothing else
  } catch {
    return null;
  }
}
