import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { sessionQuery } from "./api/queries.ts";
import { NotFound, Broken } from "./shell/NotFound.tsx";
import { Shell } from "./shell/Shell.tsx";

/** What stands over all screens. */
export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

/** What stands over all screens of somebody who is signed in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery).catch(() => null);
    if (session !== null) return;
    const next = location.pathname === "/" ? undefined : location.href;
    throw redirect({ to: "/sign-in", search: next === undefined ? {} : { next } });
  },
  component: Shell,
});
