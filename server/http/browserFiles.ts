import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type Koa from "koa";

/** Content types of what the browser build holds. */
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".map": "application/json",
};

/**
 * Serves the built browser application: hashed assets for ever, everything else is the application's own page, so that
 * its URLs can be opened directly. Compressed copies written by the build are preferred.
 */
export function serveBrowser(folder: string): Koa.Middleware {
  return async (ctx, next) => {
    if ((ctx.method !== "GET" && ctx.method !== "HEAD") || ctx.path.startsWith("/api/")) return next();
    const file = await fileFor(folder, ctx.path);
    if (file === undefined) return next();
    await send(ctx, file);
    return undefined;
  };
}

/** The file of a path: itself if the build has it, the application's page for its own URLs, nothing for unknown assets. */
async function fileFor(folder: string, urlPath: string): Promise<string | undefined> {
  const wanted = path.join(folder, path.normalize(urlPath));
  if (await isFile(wanted, folder)) return wanted;
  const page = path.join(folder, "index.html");
  return !urlPath.startsWith("/assets/") && (await isFile(page, folder)) ? page : undefined;
}

async function send(ctx: Koa.Context, file: string): Promise<void> {
  ctx.set("cache-control", ctx.path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  ctx.set("vary", "accept-encoding");
  ctx.type = types[path.extname(file)] ?? "application/octet-stream";
  const isPacked = ctx.acceptsEncodings("gzip") === "gzip" && (await isFile(`${file}.gz`, path.dirname(file)));
  if (isPacked) ctx.set("content-encoding", "gzip");
  const served = isPacked ? `${file}.gz` : file;
  ctx.length = (await stat(served)).size;
  ctx.body = createReadStream(served);
}

async function isFile(file: string, folder: string): Promise<boolean> {
  if (!file.startsWith(folder)) return false;
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
