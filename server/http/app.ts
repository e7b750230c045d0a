import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import Koa from "koa";
import type { Context } from "koa";
import { Router } from "@koa/router";
import type { RouterContext } from "@koa/router";
import { Refusal } from "../base/refusal.ts";
import type { Person } from "../identity/person.ts";
import { readBody } from "./body.ts";
import { problemOf } from "./problems.ts";
import { Reply } from "./route.ts";
import type { Call, Route, Site } from "./route.ts";
import { serveBrowser } from "./browserFiles.ts";
import { Callers, refuseStranger } from "./who.ts";

/** Builds the application from its routes. One error exit, one request id, one log line a request. */
export function createApp(site: Site, routes: readonly Route[], browserFolder: string): Koa {
  const app = new Koa();
  const callers = new Callers(site.house);
  app.use(edge(site));
  app.use(dispatch(routes, (route, ctx) => answer(site, callers, route, ctx)));
  app.use(serveBrowser(browserFolder));
  app.on("error", (error: unknown) => site.house.log.error({ err: error }, "response failed"));
  return app;
}

/**
 * A router tries its routes one after the other, which with hundreds of them costs more than most answers do; so those
 * whose paths begin alike share one (`/api/tasks`, `/health`), and only theirs are tried.
 */
function dispatch(routes: readonly Route[], run: (route: Route, ctx: RouterContext) => Promise<void>): Koa.Middleware {
  const routers = new Map<string, Router>();
  for (const route of routes) {
    const beginning = beginningOf(/^[^:]*/.exec(route.path)![0]); // matches anything
    const router = routers.get(beginning) ?? new Router();
    routers.set(beginning, router);
    router[route.method](route.path, (ctx) => run(route, ctx));
  }
  const refusal = { throw: true, methodNotAllowed: wrongMethod, notImplemented: wrongMethod };
  const tried = new Map<string, Koa.Middleware>();
  for (const [beginning, router] of routers) {
    const [take, disallow] = [router.routes(), router.allowedMethods(refusal)] as unknown as readonly [
      Koa.Middleware,
      Koa.Middleware,
    ]; // what a router adds to the context it adds itself
    tried.set(beginning, (ctx, next) => take(ctx, () => disallow(ctx, next)));
  }
  return (ctx, next) => {
    const beginning = beginningOf(ctx.path.toLowerCase());
    const take = tried.get(beginning) ?? tried.get(firstPart(beginning));
    return take === undefined ? next() : take(ctx, next);
  };
}

/** The first two parts of a path, or as many as there are: `/api/tasks`. */
function beginningOf(path: string): string {
  return /^(?:\/[^/]+){0,2}/.exec(path)![0]; // matches anything
}

function firstPart(path: string): string {
  return /^\/?[^/]*/.exec(path)![0]; // matches anything
}

const policy =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The outermost layer: request id, security headers, the one error exit, the log. */
function edge(site: Site): Koa.Middleware {
  return async (ctx, next) => {
    const startedAt = performance.now();
    const requestId = cleanRequestId(ctx.get("x-request-id")) ?? randomUUID();
    ctx.state["requestId"] = requestId;
    ctx.set({
      "x-request-id": requestId,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "content-security-policy": policy,
    });
    try {
      await next();
      if (ctx.respond !== false && ctx.status === 404 && ctx.body === undefined) {
        throw new Refusal(
          "missing",
          "route.missing",
          `Expected a known address, but ${ctx.method} ${ctx.path} is none`,
        );
      }
    } catch (error) {
      refuse(site, ctx, error, requestId);
    }
    // a connection that is kept alive would keep a stopping server waiting
    if (site.isDraining && ctx.respond !== false) ctx.set("connection", "close");
    const ms = Math.round(performance.now() - startedAt);
    site.house.log.debug({ requestId, method: ctx.method, path: ctx.path, status: ctx.status, ms }, "request");
  };
}

function refuse(site: Site, ctx: Context, error: unknown, requestId: string): void {
  const problem = problemOf(error, requestId, languageOf(ctx));
  if (problem.status === 500)
    site.house.log.error({ err: error, requestId, method: ctx.method, path: ctx.path }, "defect");
  ctx.status = problem.status;
  ctx.set("cache-control", "no-store");
  ctx.type = "application/problem+json";
  if (problem.status === 413) ctx.set("connection", "close");
  ctx.body = JSON.stringify(problem);
}

async function answer(site: Site, callers: Callers, route: Route, ctx: RouterContext): Promise<void> {
  const { headers } = ctx.req;
  const { person, byCookie } =
    route.permission === undefined ? { person: undefined, byCookie: false } : await callers.whoAsks(headers);
  refuseStranger(route, person, byCookie, headers);
  if (site.isDraining && route.method !== "get")
    throw new Refusal("busy", "server.draining", "Expected a running server, but it is shutting down");
  const body = route.body === undefined ? undefined : await readBody(ctx.req, route.body);
  if (route.answerType === "text/event-stream") ctx.respond = false;
  const call = { ...callOf(site, ctx, person ?? nobody, ctx.params), body };
  const result = await route.run(call as unknown as Call<never>); // the route's own schema has checked the body
  if (route.changesAccess === true) callers.forget();
  respond(ctx, result);
}

function languageOf(ctx: Context): "de" | "en" {
  return ctx.acceptsLanguages("de", "en") === "en" ? "en" : "de";
}

function callOf(
  site: Site,
  ctx: Context,
  person: Person,
  params: Readonly<Record<string, string>>,
): Omit<Call<unknown>, "body"> {
  const requestId = String(ctx.state["requestId"]);
  const query = Object.fromEntries(
    Object.entries(ctx.query).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]),
  );
  return {
    site,
    person,
    cause: { tenantId: person.tenantId, actor: person.login, requestId },
    language: languageOf(ctx),
    params,
    query,
    headers: ctx.req.headers,
    response: ctx.res,
  };
}

function respond(ctx: Context, result: unknown): void {
  if (ctx.respond === false) return;
  ctx.set("cache-control", "no-store");
  if (!(result instanceof Reply)) {
    ctx.type = "application/json";
    ctx.body = JSON.stringify(result);
    return;
  }
  ctx.status = result.status;
  ctx.set(result.headers);
  if (result.body === undefined) {
    ctx.body = null;
    ctx.status = result.status;
    return;
  }
  ctx.type = result.type ?? "application/json";
  ctx.body = isSentAsItIs(result.body) ? result.body : JSON.stringify(result.body);
  ctx.status = result.status;
}

function isSentAsItIs(body: NonNullable<Reply["body"]>): boolean {
  return typeof body === "string" || Buffer.isBuffer(body) || body instanceof Readable;
}

/** Stands for the one who asks on routes that need nobody. */
const nobody: Person = {
  tenantId: "",
  login: "nobody",
  name: "nobody",
  email: null,
  language: "de",
  roles: [],
  permissions: new Set(),
  kind: "user",
  sight: "named",
};

function cleanRequestId(text: string): string | undefined {
  return /^[\w.:-]{1,100}$/.test(text) ? text : undefined;
}

function wrongMethod(): Refusal {
  return new Refusal("missing", "route.method", "Expected a method that this address knows, but it has no such one");
}
