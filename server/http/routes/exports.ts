import { createHash } from "node:crypto";
import { Refusal } from "../../base/refusal.ts";
import { appendTrail } from "../../audit/trail.ts";
import { transact } from "../../db/transact.ts";
import { readContents } from "../../definitions/exchange/contents.ts";
import { packRelease } from "../../definitions/exchange/release.ts";
import { standardTenant } from "../../definitions/parts.ts";
import { compiled } from "../../definitions/refuse.ts";
import { Album } from "../../diagram/picture/album.ts";
import type { Order, PictureFormat } from "../../diagram/picture/render.ts";
import type { Studio } from "../../diagram/picture/studio.ts";
import { idOf } from "../page.ts";
import { plainRoute, rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { decodeXml, xmlLimit, xmlTypes } from "../xml.ts";

/** Changes when the same model gives other pictures: browsers then ask again. */
const edition = 1;

const types: Readonly<Record<PictureFormat, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  pdf: "application/pdf",
};
const formats = ["svg", "png", "pdf"] as const;

const query = {
  language: "de or en: the names that the model gives in this language; without it, the language of the request",
  diagram: "the id of a diagram, of its plane or of the element that it shows; without it the first, in a PDF all",
};

/** Pictures of processes, published and not yet, and whole releases. */
export function exportRoutes(studio: Studio): readonly Route[] {
  const gallery: Gallery = { studio, album: new Album() };
  const archive = plainRoute({
    method: "get",
    path: "/api/releases/:id/archive.zip",
    summary: "A release as ZIP: parts, pictures, changes, approvals, lineage, merges and a manifest of hashes",
    permission: "definitions.read",
    answerType: "application/zip",
    run: (call) => archived(gallery, call),
  });
  const pictures = formats.flatMap((format) => [
    plainRoute({
      method: "get",
      path: `/api/definitions/:id/picture.${format}`,
      summary: `A version of a process as ${format.toUpperCase()}`,
      permission: "definitions.read",
      query,
      answerType: types[format],
      run: (call) => published(gallery, format, call),
    }),
    rawRoute({
      method: "post",
      path: `/api/models/picture.${format}`,
      summary: `A BPMN file as ${format.toUpperCase()}; nothing is kept`,
      permission: "definitions.read",
      query,
      types: xmlTypes,
      limit: xmlLimit,
      answerType: types[format],
      run: (call) => unpublished(gallery, format, call),
    }),
  ]);
  return [...pictures, archive];
}

/** The archive of a release. Its manifest's hash goes to the trail: whoever holds an archive can be shown that it is ours. */
async function archived({ studio }: Gallery, { site, person, cause, params }: Call<undefined>): Promise<Reply> {
  const { database, now } = site.house;
  const id = idOf(params["id"], "release");
  const contents = await transact(database, person, (tx) => readContents(tx, id));
  const { bytes, manifestSha256 } = await packRelease(contents, {
    draw: (order) => studio.draw(order),
    compile: compiled,
  });
  await transact(database, person, (tx) => {
    const { actor, requestId = null } = cause;
    const data = { releaseId: id, manifestSha256 };
    return appendTrail(tx, { streamId: id, at: now(), type: "exportRelease", actor, requestId, data });
  });
  return new Reply(200, bytes, "application/zip", {
    "content-disposition": `attachment; filename="release-${id}.zip"`,
    "x-manifest-sha256": manifestSha256,
  });
}

interface Gallery {
  readonly studio: Studio;
  readonly album: Album;
}

interface Row {
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly xml: string;
  readonly sha256: string;
  readonly created_at: Date;
}

async function published(gallery: Gallery, format: PictureFormat, call: Call<undefined>): Promise<Reply> {
  const row = await readRow(call);
  const wish = wishOf(call);
  const key = [row.sha256, wish.language, wish.diagramId ?? "", format, edition].join(" ");
  const tag = `"${createHash("sha256").update(key).digest("base64url")}"`;
  // A version never changes, but a later edition of the server may draw it better: ask again after an hour.
  const headers = {
    etag: tag,
    "cache-control": "private, max-age=3600",
    ...named(format, `${row.key}-v${row.version}`),
  };
  if (isKnown(call.headers["if-none-match"], tag)) return new Reply(304, undefined, undefined, headers);
  const order: Order = { ...wish, xml: row.xml, formats: [format], title: row.name, createdAt: row.created_at };
  const bytes = await gallery.album.get(key, () => drawOne(gallery, order));
  return new Reply(200, Buffer.from(bytes), types[format], headers);
}

async function unpublished(gallery: Gallery, format: PictureFormat, call: Call<Buffer>): Promise<Reply> {
  const xml = decodeXml(call.body);
  const order: Order = { ...wishOf(call), xml, formats: [format], title: "BPMN", createdAt: call.site.house.now() };
  return new Reply(200, Buffer.from(await drawOne(gallery, order)), types[format], named(format, "model"));
}

/** The first plane, or the one that is asked for; a PDF has all of them. */
async function drawOne({ studio }: Gallery, order: Order): Promise<Uint8Array> {
  const [first] = await studio.draw(order);
  if (first === undefined)
    throw new TypeError("Expected at least one picture of what could be drawn, but there is none");
  return first.bytes;
}

function readRow({ site, person, params }: Call<undefined>): Promise<Row> {
  const id = idOf(params["id"], "definition");
  return transact(site.house.database, person, async (tx) => {
    const [row] = await tx.query<Row>(
      `select key, version, name, xml, sha256, created_at from definitions where tenant_id = any ($1) and id = $2`,
      [[tx.tenantId, standardTenant], id],
    );
    if (row !== undefined) return row;
    throw new Refusal("missing", "definition.missing", `Expected a definition with id ${id}, but there is none`);
  });
}

function wishOf({
  query: { language, diagram },
  language: spoken,
}: Call<unknown>): Pick<Order, "language" | "diagramId"> {
  if (language !== undefined && language !== "de" && language !== "en")
    throw new Refusal("invalid", "query.language", `Expected de or en, but it is ${language}`);
  return { language: language ?? spoken, diagramId: diagram };
}

/** A file name, and that the picture itself may load and run nothing. */
function named(format: PictureFormat, name: string): Readonly<Record<string, string>> {
  return {
    "content-disposition": `inline; filename="${name.replaceAll(/[^\w.-]/g, "_")}.${format}"`,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
  };
}

/** Whether a browser has the picture already (RFC 9110, 13.1.2). */
function isKnown(header: string | undefined, tag: string): boolean {
  return (
    header !== undefined &&
    header.split(",").some((each) => each.trim().replace(/^W\//, "") === tag || each.trim() === "*")
  );
}
