import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { sessionQuery, welcomeQuery } from "./api/queries.ts";
import { NotFound, Broken } from "./shell/NotFound.tsx";
import { Shell } from "./shell/Shell.tsx";
import { instanceSearch, opsSearch, parse, signInSearch, taskSearch, write } from "./search.ts";

const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <Broken error={error instanceof Error ? error : new Error(String(error))} />,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: signInSearch,
  loader: ({ context }) => void context.client.prefetchQuery(welcomeQuery),
  component: lazyRouteComponent(() => import("./signin/SignIn.tsx"), "SignIn"),
});

const shellRoute = createRoute({
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

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tasks", search: {} });
  },
});

const tasksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/tasks",
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import("./tasks/TasksScreen.tsx"), "TasksScreen"),
});

const opsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops",
  validateSearch: opsSearch,
  component: lazyRouteComponent(() => import("./ops/OpsScreen.tsx"), "OpsScreen"),
});

const instanceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/$id",
  validateSearch: instanceSearch,
  component: lazyRouteComponent(() => import("./ops/InstanceScreen.tsx"), "InstanceScreen"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([homeRoute, tasksRoute, opsRoute, instanceRoute]),
]);

/** The screens of the product by URL. */
export function routerFor(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    parseSearch: parse,
    stringifySearch: write,
    defaultPreload: "intent",
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof routerFor>;
  }
}
