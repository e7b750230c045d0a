import { z } from "zod";
import { plainRoute } from "./route.ts";
import type { Route } from "./route.ts";
import { problem } from "./wire.ts";

/** The OpenAPI 3.1 document of a set of routes. Made from the same table as the router, so it cannot disagree with it. */
export function openApiOf(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Ablauf",
      version,
      license: { name: "MIT", identifier: "MIT" },
      description:
        "BPMN process server with embedded rules. Errors are problem documents (RFC 9457) with a stable `code`.",
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, "output") },
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "ablauf_session",
          description: "Changes also need the header X-Requested-With: ablauf",
        },
        token: { type: "http", scheme: "bearer" },
      },
    },
  };
}

/** The route that serves the document of all routes, itself included. */
export function openApiRoute(routes: readonly Route[], version: string): Route {
  const route: Route = plainRoute({
    method: "get",
    path: "/openapi.json",
    summary: "This document",
    permission: undefined,
    answer: z.record(z.string(), z.unknown()),
    run: () => Promise.resolve(openApiOf([...routes, route], version)),
  });
  return route;
}

function operation(route: Route): object {
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.permission === undefined
      ? { security: [] }
      : { security: [{ session: [] }, { token: [] }], description: `Needs: ${route.permission}` }),
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: requestContent(route.body) } }),
    responses: {
      ...success(route),
      default: {
        description: "A problem",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function operationId({ method, path }: Route): string {
  const words = path
    .split("/")
    .filter((word) => word !== "" && word !== "api")
    .map((word) => word.replaceAll(/\W/g, ""));
  return [method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
}

function pathParameters({ path }: Route): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query = {} }: Route): object[] {
  return Object.entries(query).map(([name, description]) => ({
    name,
    in: "query",
    description,
    schema: { type: "string" },
  }));
}

function requestContent(body: NonNullable<Route["body"]>): object {
  if (body.kind === "json") return { "application/json": { schema: schemaOf(body.schema, "input") } };
  return Object.fromEntries(body.types.map((type) => [type, {}]));
}

function success(route: Route): object {
  if (route.answerType !== undefined)
    return { 200: { description: route.summary, content: { [route.answerType]: {} } } };
  if (route.answer === undefined) return { 204: { description: "Done" } };
  return {
    200: { description: route.summary, content: { "application/json": { schema: schemaOf(route.answer, "output") } } },
  };
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
