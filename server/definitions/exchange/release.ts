import { createHash } from "node:crypto";
import { Refusal } from "../../base/refusal.ts";
import type { Order, PictureFile } from "../../diagram/picture/render.ts";
import { nameOf, xmlOf } from "../parts.ts";
import type { Compile } from "../refuse.ts";
import { referencesOf } from "../references.ts";
import { changesAsMarkdown, changesOf } from "./changes.ts";
import type { Contents, PinnedPart } from "./contents.ts";
import { file, filesOf, pictureFolder, safe } from "./places.ts";
import type { Owners } from "./places.ts";
import { zip } from "./zip.ts";
import type { ArchiveFile } from "./zip.ts";

/** Draws the pictures of a model; whoever has a painter gives it. */
export type Draw = (order: Order) => Promise<readonly PictureFile[]>;

/** A release as an archive, and what identifies its manifest. */
export interface ReleaseArchive {
  readonly bytes: Buffer;
  readonly manifestSha256: string;
}

/** What the manifest says of one file. */
interface Listed {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly part?: {
    readonly kind: string;
    readonly key: string;
    readonly version: number;
    readonly sha256: string;
    readonly isOwn: boolean;
  };
}

const languages = ["de", "en"] as const;

/**
 * Packs a release: every part that it pins, pictures of the processes in both languages, what changed, who approved, where
 * it comes from, and a manifest with the SHA-256 of each file. The same release gives the same bytes.
 */
export async function packRelease(
  contents: Contents,
  tools: { readonly draw: Draw; readonly compile: Compile },
): Promise<ReleaseArchive> {
  const { release, parts } = contents;
  const owners = await ownersOf(parts, tools.compile);
  const partFiles = parts.flatMap((part) => filesOf(part, owners).map((each) => ({ ...each, part })));
  const { drawn, undrawn } = await drawAll(contents, tools.draw);
  const papers = await papersOf(contents);
  const files: (ArchiveFile & { readonly part?: PinnedPart })[] = [...partFiles, ...drawn, ...papers];
  const manifest = file(
    "manifest.json",
    json({
      format: 1,
      product: "Ablauf",
      release: {
        id: release.id,
        title: release.title,
        at: release.at.toISOString(),
        contentHash: release.contentHash,
        tenant: contents.tenantId,
      },
      files: files.map(listed).toSorted((one, other) => (one.path < other.path ? -1 : 1)),
      ...(undrawn.length === 0 ? {} : { undrawn }),
    }),
  );
  return { bytes: zip([manifest, ...files], release.at), manifestSha256: sha256(manifest.bytes) };
}

function listed({ path, bytes, part }: ArchiveFile & { readonly part?: PinnedPart }): Listed {
  const facts = { path, sha256: sha256(bytes), size: bytes.length };
  if (part === undefined) return facts;
  const { kind, key, version, sha256: content, isOwn } = part;
  return { ...facts, part: { kind, key, version, sha256: content, isOwn } };
}

async function ownersOf(parts: readonly PinnedPart[], compile: Compile): Promise<Owners> {
  const owners = new Map<string, string>();
  for (const part of parts.filter(({ kind }) => kind === "process")) {
    const xml = xmlOf(part.body);
    const { executable } = await compile(xml);
    for (const reference of executable.flatMap((definition) => referencesOf(definition, xml)))
      if (!owners.has(nameOf(reference))) owners.set(nameOf(reference), part.key);
  }
  return owners;
}

interface Undrawn {
  readonly key: string;
  readonly language: string;
  readonly code: string;
  readonly message: string;
}

/** What could not be drawn is told in the manifest: a picture that fails does not keep a release from being archived. */
async function drawAll({ release, parts }: Contents, draw: Draw) {
  const drawn: ArchiveFile[] = [];
  const undrawn: Undrawn[] = [];
  const processes = parts.filter(({ kind }) => kind === "process");
  const pairs = processes.flatMap((process) => languages.map((spoken) => [process, spoken] as const));
  for (const [part, language] of pairs) {
    const { key, name: title, body } = part;
    try {
      const order: Order = { xml: xmlOf(body), formats: ["svg", "png", "pdf"], language, title, createdAt: release.at };
      drawn.push(...pictureFiles(key, language, await draw(order)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      undrawn.push({ key, language, code: error.code, message: error.message });
    }
  }
  return { drawn, undrawn };
}

function pictureFiles(key: string, language: string, pictures: readonly PictureFile[]): ArchiveFile[] {
  const first = pictures[0]?.plane;
  return pictures.map(({ format, plane, bytes }) => {
    const name = plane === first ? safe(key) : `${safe(key)}-${safe(plane)}`;
    return { path: `${pictureFolder(key)}/${name}.${language}.${format}`, bytes };
  });
}

/** What an auditor reads: the release, its changes, how it was approved, where its parts come from, every merge. */
async function papersOf({ release, parts, approval, lineages, merges }: Contents): Promise<ArchiveFile[]> {
  const changes = await changesOf(parts);
  const pins = parts.map(({ kind, key, version, sha256: content, isOwn, upstreamVersion }) => ({
    kind,
    key,
    version,
    sha256: content,
    isOwn,
    upstreamVersion,
  }));
  return [
    file("release.json", json({ ...release, pins })),
    file("changes.json", json(changes)),
    ...languages.map((language) => file(`changes.${language}.md`, changesAsMarkdown(release.title, changes, language))),
    file(
      "approvals.json",
      json({ author: release.author, approver: release.approver, reason: release.reason, ...approval }),
    ),
    file("lineage.json", json(lineages)),
    file("merges.json", json(merges)),
  ];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
