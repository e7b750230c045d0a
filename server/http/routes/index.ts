import { openApiRoute } from "../openapi.ts";
import type { Route } from "../route.ts";
import { definitionRoutes } from "./definitions.ts";
import { deskRoutes } from "./desk.ts";
import { instanceRoutes } from "./instances.ts";
import { messageRoutes } from "./messages.ts";
import { sessionRoutes } from "./session.ts";
import { systemRoutes } from "./system.ts";
import { taskRoutes } from "./tasks.ts";

/** Every address the server answers, with the document that describes them. */
export function allRoutes(version: string): readonly Route[] {
  const routes = [
    ...systemRoutes,
    ...sessionRoutes,
    ...taskRoutes,
    ...instanceRoutes,
    ...definitionRoutes,
    ...messageRoutes,
    ...deskRoutes,
  ];
  return [...routes, openApiRoute(routes, version)];
}
