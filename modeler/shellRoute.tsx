import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { sessionQuery } from "./api/queries.ts";
import { ProblemError } from "./api/request.ts";
import { NotFound, Broken } from "./shell/NotFound.tsx";
import { Shell } from "./shell/Shell.tsx";

/** What stands over all screens. */
export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

/** Nobody is signed in only where the server says so: another failure is told as what it is, and tried again. */
function nullIfSignedOut(error: unknown): null {
  if (error instanceof ProblemError && error.problem.status === 401) return null;
  throw error;
}

/** What stands over all screens of somebody who is signed in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery).catch(nullIfSignedOut);
    if (session !== null) return;
    const next = location.pathname === "/" ? undefined : location.href;
    throw redirect({ to: "/sign-in", search: next === undefined ? {} : { next } });
  },
  component: Shell,
});
