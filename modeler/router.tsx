import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { sessionQuery, tasksQuery, welcomeQuery } from "./api/queries.ts";
import { isFresh, setupQuery } from "./api/setup.ts";
import {
  adminSearch,
  diffSearch,
  draftSearch,
  figuresSearch,
  mergeSearch,
  parse,
  processesSearch,
  processSearch,
  ruleSetSearch,
  signInSearch,
  taskSearch,
  write,
} from "./search.ts";
import { auditSearch } from "./searchAudit.ts";
import { deskSearch } from "./searchDesk.ts";
import { opsRoutes } from "./opsRoutes.ts";
import { BrokenScreen, NotFound } from "./shell/NotFound.tsx";
import { rootRoute, shellRoute } from "./shellRoute.tsx";
import { filterOf } from "./tasks/narrow.ts";
import { TasksScreen } from "./tasks/TasksScreen.tsx";
import { strict } from "./strict.ts";
import { whenReached } from "./live/reach.ts";

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: strict(signInSearch),
  loader: ({ context }) => void context.client.prefetchQuery(welcomeQuery),
  component: lazyRouteComponent(() => whenReached(() => import("./signin/SignIn.tsx")), "SignIn"),
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: async ({ context: { client } }) => {
    const { permissions } = await client.ensureQueryData(sessionQuery);
    const setup = permissions.includes("administration")
      ? await client.fetchQuery(setupQuery).catch(() => undefined)
      : undefined;
    // nobody has work in a house that serves nobody yet
    if (setup !== undefined && isFresh(setup)) throw redirect({ to: "/admin", search: { tab: "setup" } });
    throw redirect({ to: "/tasks", search: {} });
  },
});

const tasksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/tasks",
  validateSearch: strict(taskSearch),
  // most people begin here: it is not worth another round to the server
  component: TasksScreen,
  // asked for before anything is drawn
  loader: ({ context, cause, location }) => {
    if (cause !== "enter") return;
    void context.client.prefetchInfiniteQuery(tasksQuery(filterOf(taskSearch({ ...location.search }))));
  },
});

const processesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/processes",
  validateSearch: strict(processesSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./processes/ProcessesScreen.tsx")), "ProcessesScreen"),
});

const elementTemplatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/element-templates",
  validateSearch: strict(processesSearch),
  component: lazyRouteComponent(
    () => whenReached(() => import("./model/templates/ElementTemplatesScreen.tsx")),
    "ElementTemplatesScreen",
  ),
});

const processRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/processes/$key",
  validateSearch: strict(processSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./processes/ProcessScreen.tsx")), "ProcessScreen"),
});

const diffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/processes/$key/diff",
  validateSearch: strict(diffSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./processes/diff/DiffScreen.tsx")), "DiffScreen"),
});

const rulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/rules",
  validateSearch: strict(processesSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./rules/RulesScreen.tsx")), "RulesScreen"),
});

const ruleSetRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/rules/$key",
  validateSearch: strict(ruleSetSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./rules/RuleSetScreen.tsx")), "RuleSetScreen"),
});

const ruleDiffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/rules/$key/diff",
  validateSearch: strict(diffSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./rules/RuleDiffScreen.tsx")), "RuleDiffScreen"),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/audit",
  validateSearch: strict(auditSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./audit/AuditScreen.tsx")), "AuditScreen"),
});

const adminRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/admin",
  validateSearch: strict(adminSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./admin/AdminScreen.tsx")), "AdminScreen"),
});

const figuresRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/figures",
  validateSearch: strict(figuresSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./figures/FiguresScreen.tsx")), "FiguresScreen"),
});

const deskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/desk",
  component: lazyRouteComponent(() => whenReached(() => import("./desk/DeskScreen.tsx")), "DeskScreen"),
});

const deskHomeRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/",
  validateSearch: strict(deskSearch),
  beforeLoad: ({ search }) => {
    throw redirect({ to: "/desk/$register", params: { register: "tickets" }, search, replace: true });
  },
});

const registerRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/$register",
  validateSearch: strict(deskSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./desk/RegisterScreen.tsx")), "RegisterScreen"),
});

const recordRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/$register/$id",
  component: lazyRouteComponent(() => whenReached(() => import("./desk/RecordScreen.tsx")), "RecordScreen"),
});

const draftRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/drafts/$id",
  validateSearch: strict(draftSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./model/DraftScreen.tsx")), "DraftScreen"),
});

const partRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/drafts/$id/parts/$kind/$key",
  validateSearch: strict(draftSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./model/parts/PartScreen.tsx")), "PartScreen"),
});

const mergeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/drafts/$id/merge",
  validateSearch: strict(mergeSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./model/merge/MergeScreen.tsx")), "MergeScreen"),
});

/** What no other route knows: the shell stays, so that one can go elsewhere. */
const unknownRoute = createRoute({ getParentRoute: () => shellRoute, path: "$", component: NotFound });

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    homeRoute,
    tasksRoute,
    ...opsRoutes,
    processesRoute,
    elementTemplatesRoute,
    processRoute,
    diffRoute,
    rulesRoute,
    ruleSetRoute,
    ruleDiffRoute,
    auditRoute,
    adminRoute,
    figuresRoute,
    deskRoute.addChildren([deskHomeRoute, registerRoute, recordRoute]),
    draftRoute,
    partRoute,
    mergeRoute,
    unknownRoute,
  ]),
]);

/** The screens of the product by URL. */
export function routerFor(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    parseSearch: parse,
    stringifySearch: write,
    defaultPreload: "intent",
    // A screen that breaks leaves what is around it standing: one can go elsewhere.
    defaultErrorComponent: BrokenScreen,
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof routerFor>;
  }
}
