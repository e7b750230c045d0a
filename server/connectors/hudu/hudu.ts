import { z } from "zod";
import type { Json, JsonObject } from "../../base/json.ts";
import type { Link } from "../frame/kind.ts";
import type { Article, DocumentationPort, DocumentedAsset, Expiration, LedgerFile } from "../frame/ports.ts";
import type { Call, Called } from "../http/client.ts";

export interface HuduSettings {
  readonly url: string;
  /** What devices look like there. */
  readonly assetLayoutId: number;
  /** Where pages lie; undefined: at the top. */
  readonly folderId?: number | undefined;
}

/** Hudu gives so many a page, whatever is asked for. */
const perPage = 25;
/** A page number beyond this is a loop. */
const mostPages = 400;

const id = z.union([z.number(), z.string()]).transform(String);
const article = z.object({ article: z.object({ id, url: z.string().nullish() }) });
const articles = z.object({ articles: z.array(z.object({ id, name: z.string(), company_id: id.nullish() })) });
const asset = z.object({ asset: z.object({ id }) });
const upload = z.union([z.object({ upload: z.object({ id }) }).transform((found) => found.upload), z.object({ id })]);
const expirations = z.object({
  expirations: z.array(
    z.object({
      id,
      expiration_type: z.string(),
      company_id: id.nullish(),
      date: z.string(),
      name: z.string().nullish(),
    }),
  ),
});

/** Hudu's interface, version 1: a key in a header, 300 requests a minute. */
export function hudu(link: Link<HuduSettings>): DocumentationPort {
  const ask = asker(link);
  return {
    publish: (page) => publish(ask, link.settings, page),
    attach: (articleId, file) => attach(ask, articleId, file),
    saveAsset: (device) => saveAsset(ask, link.settings, device),
    relate: async (from, to) => {
      const relation = { fromable_type: from.kind, fromable_id: from.id, toable_type: to.kind, toable_id: to.id };
      await ask({ operation: "relate", method: "POST", path: "/relations", json: { relation } });
    },
    expirations: () => readExpirations(ask),
  };
}

interface Asked extends Pick<Call, "operation" | "method"> {
  readonly path: string;
  readonly json?: Json;
  readonly form?: FormData;
}
type Ask = (asked: Asked) => Promise<Called>;

/** Looks at one page of pages: the key is right when that works. */
export async function lookAtHudu(link: Link<HuduSettings>): Promise<number> {
  const called = await asker(link)({ operation: "read articles", method: "GET", path: "/articles?page=1" });
  return articles.parse(called.json()).articles.length;
}

function asker({ settings, secrets, call }: Link<HuduSettings>): Ask {
  const base = `${settings.url.replace(/\/+$/, "")}/api/v1`;
  const headers = { "x-api-key": secrets["apiKey"] ?? "" };
  return async ({ operation, method, path, json, form }) => {
    const given = { operation, method, url: `${base}${path}`, headers };
    if (form === undefined) return call({ ...given, ...(json === undefined ? {} : { body: { kind: "json", json } }) });
    const packed = new Response(form);
    const type = packed.headers.get("content-type") ?? "multipart/form-data";
    return call({ ...given, body: { kind: "bytes", bytes: new Uint8Array(await packed.arrayBuffer()), type } });
  };
}

/** A page is known by its name: the same name within a company is the same page. */
async function publish(
  ask: Ask,
  { folderId }: HuduSettings,
  page: Article,
): Promise<{ id: string; url: string | null }> {
  const { title, html, companyId } = page;
  const query = new URLSearchParams({ name: title, ...(companyId === null ? {} : { company_id: companyId }) });
  const listed = await ask({ operation: "find article", method: "GET", path: `/articles?${query.toString()}` });
  const known = articles
    .parse(listed.json())
    .articles.find((each) => each.name === title && (each.company_id ?? null) === companyId);
  const body = {
    article: {
      name: title,
      content: html,
      company_id: numbered(companyId),
      folder_id: folderId ?? null,
      enable_sharing: false,
    },
  };
  const way =
    known === undefined
      ? ({ method: "POST", path: "/articles" } as const)
      : ({ method: "PUT", path: `/articles/${known.id}` } as const);
  const saved = article.parse((await ask({ operation: "publish article", ...way, json: body })).json()).article;
  return { id: saved.id, url: saved.url ?? null };
}

async function attach(ask: Ask, articleId: string, { name, bytes, mediaType }: LedgerFile): Promise<{ id: string }> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(bytes)], { type: mediaType }), name);
  form.append("upload[uploadable_id]", articleId);
  form.append("upload[uploadable_type]", "Article");
  return upload.parse((await ask({ operation: "attach file", method: "POST", path: "/uploads", form })).json());
}

async function saveAsset(ask: Ask, { assetLayoutId }: HuduSettings, device: DocumentedAsset): Promise<{ id: string }> {
  const { externalId, companyId, name, serial, model, manufacturer, fields } = device;
  const json: JsonObject = {
    asset: {
      name,
      asset_layout_id: assetLayoutId,
      primary_serial: serial,
      primary_model: model,
      primary_manufacturer: manufacturer,
      custom_fields: Object.entries(fields).map(([key, value]) => ({ [key]: value })),
    },
  };
  const path = `/companies/${encodeURIComponent(companyId)}/assets`;
  const way =
    externalId === null
      ? ({ method: "POST", path } as const)
      : ({ method: "PUT", path: `${path}/${encodeURIComponent(externalId)}` } as const);
  return asset.parse((await ask({ operation: "save asset", ...way, json })).json()).asset;
}

async function readExpirations(ask: Ask): Promise<Expiration[]> {
  const all: Expiration[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const called = await ask({ operation: "read expirations", method: "GET", path: `/expirations?page=${page}` });
    const rows = expirations.parse(called.json()).expirations;
    for (const row of rows) {
      const { expiration_type: kind, company_id: companyId, name, date } = row;
      all.push({ id: row.id, kind, companyId: companyId ?? null, subject: name ?? "", expiresOn: date.slice(0, 10) });
    }
    if (rows.length < perPage) break;
  }
  return all;
}

/** Ids of Hudu are numbers; a text that is none stays one and is refused there. */
function numbered(text: string | null): Json {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : text;
}
