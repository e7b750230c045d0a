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
import {
  adminSearch,
  auditSearch,
  deskSearch,
  diffSearch,
  draftSearch,
  figuresSearch,
  instanceSearch,
  migrateSearch,
  mergeSearch,
  opsSearch,
  parse,
  processesSearch,
  processSearch,
  ruleSetSearch,
  signInSearch,
  taskSearch,
  write,
} from "./search.ts";
import {
  batchSearch,
  customerSearch,
  faultsSearch,
  jobsSearch,
  messagesSearch,
  standingSearch,
  timersSearch,
} from "./searchOps.ts";

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

const migrateRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/migrate",
  validateSearch: migrateSearch,
  component: lazyRouteComponent(() => import("./ops/migrate/MigrateScreen.tsx"), "MigrateScreen"),
});

const batchesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/batches",
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import("./ops/batches/BatchesScreen.tsx"), "BatchesScreen"),
});

const faultsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/faults",
  validateSearch: faultsSearch,
  component: lazyRouteComponent(() => import("./ops/faults/FaultsScreen.tsx"), "FaultsScreen"),
});

const causeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/faults/$cause",
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import("./ops/faults/CauseScreen.tsx"), "CauseScreen"),
});

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/jobs",
  validateSearch: jobsSearch,
  component: lazyRouteComponent(() => import("./ops/jobs/JobsScreen.tsx"), "JobsScreen"),
});

const messagesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/messages",
  validateSearch: messagesSearch,
  component: lazyRouteComponent(() => import("./ops/messages/MessagesScreen.tsx"), "MessagesScreen"),
});

const timersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/timers",
  validateSearch: timersSearch,
  component: lazyRouteComponent(() => import("./ops/timers/TimersScreen.tsx"), "TimersScreen"),
});

const inUseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/processes",
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import("./ops/standing/InUseScreen.tsx"), "InUseScreen"),
});

const standingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/processes/$key",
  validateSearch: standingSearch,
  component: lazyRouteComponent(() => import("./ops/standing/StandingScreen.tsx"), "StandingScreen"),
});

const batchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/batches/$id",
  validateSearch: batchSearch,
  component: lazyRouteComponent(() => import("./ops/batches/BatchScreen.tsx"), "BatchScreen"),
});

const instanceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/$id",
  validateSearch: instanceSearch,
  component: lazyRouteComponent(() => import("./ops/InstanceScreen.tsx"), "InstanceScreen"),
});

const processesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/processes",
  validateSearch: processesSearch,
  component: lazyRouteComponent(() => import("./processes/ProcessesScreen.tsx"), "ProcessesScreen"),
});

const processRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/processes/$key",
  validateSearch: processSearch,
  component: lazyRouteComponent(() => import("./processes/ProcessScreen.tsx"), "ProcessScreen"),
});

const diffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/processes/$key/diff",
  validateSearch: diffSearch,
  component: lazyRouteComponent(() => import("./processes/diff/DiffScreen.tsx"), "DiffScreen"),
});

const rulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/rules",
  validateSearch: processesSearch,
  component: lazyRouteComponent(() => import("./rules/RulesScreen.tsx"), "RulesScreen"),
});

const ruleSetRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/rules/$key",
  validateSearch: ruleSetSearch,
  component: lazyRouteComponent(() => import("./rules/RuleSetScreen.tsx"), "RuleSetScreen"),
});

const ruleDiffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/rules/$key/diff",
  validateSearch: diffSearch,
  component: lazyRouteComponent(() => import("./rules/RuleDiffScreen.tsx"), "RuleDiffScreen"),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/audit",
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import("./audit/AuditScreen.tsx"), "AuditScreen"),
});

const adminRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/admin",
  validateSearch: adminSearch,
  component: lazyRouteComponent(() => import("./admin/AdminScreen.tsx"), "AdminScreen"),
});

const figuresRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/figures",
  validateSearch: figuresSearch,
  component: lazyRouteComponent(() => import("./figures/FiguresScreen.tsx"), "FiguresScreen"),
});

const deskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/desk",
  component: lazyRouteComponent(() => import("./desk/DeskScreen.tsx"), "DeskScreen"),
});

const deskHomeRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/",
  validateSearch: deskSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: "/desk/$register", params: { register: "tickets" }, search, replace: true });
  },
});

const registerRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/$register",
  validateSearch: deskSearch,
  component: lazyRouteComponent(() => import("./desk/RegisterScreen.tsx"), "RegisterScreen"),
});

const recordRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/$register/$id",
  component: lazyRouteComponent(() => import("./desk/RecordScreen.tsx"), "RecordScreen"),
});

const draftRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/drafts/$id",
  validateSearch: draftSearch,
  component: lazyRouteComponent(() => import("./model/DraftScreen.tsx"), "DraftScreen"),
});

const partRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/drafts/$id/parts/$kind/$key",
  validateSearch: draftSearch,
  component: lazyRouteComponent(() => import("./model/parts/PartScreen.tsx"), "PartScreen"),
});

const mergeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/drafts/$id/merge",
  validateSearch: mergeSearch,
  component: lazyRouteComponent(() => import("./model/merge/MergeScreen.tsx"), "MergeScreen"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    homeRoute,
    tasksRoute,
    opsRoute,
    migrateRoute,
    batchesRoute,
    batchRoute,
    faultsRoute,
    causeRoute,
    jobsRoute,
    messagesRoute,
    timersRoute,
    inUseRoute,
    standingRoute,
    instanceRoute,
    processesRoute,
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
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof routerFor>;
  }
}
