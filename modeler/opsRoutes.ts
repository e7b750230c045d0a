import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import {
  answersSearch,
  batchSearch,
  customerSearch,
  faultsSearch,
  instanceSearch,
  jobsSearch,
  messagesSearch,
  migrateSearch,
  opsSearch,
  standingSearch,
  timersSearch,
} from "./searchOps.ts";
import { shellRoute } from "./shellRoute.tsx";
import { strict } from "./strict.ts";
import { whenReached } from "./live/reach.ts";

const opsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops",
  validateSearch: strict(opsSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/OpsScreen.tsx")), "OpsScreen"),
});

const migrateRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/migrate",
  validateSearch: strict(migrateSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/migrate/MigrateScreen.tsx")), "MigrateScreen"),
});

const batchesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/batches",
  validateSearch: strict(customerSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/batches/BatchesScreen.tsx")), "BatchesScreen"),
});

const faultsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/faults",
  validateSearch: strict(faultsSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/faults/FaultsScreen.tsx")), "FaultsScreen"),
});

const causeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/faults/$cause",
  validateSearch: strict(customerSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/faults/CauseScreen.tsx")), "CauseScreen"),
});

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/jobs",
  validateSearch: strict(jobsSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/jobs/JobsScreen.tsx")), "JobsScreen"),
});

const messagesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/messages",
  validateSearch: strict(messagesSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/messages/MessagesScreen.tsx")), "MessagesScreen"),
});

const timersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/timers",
  validateSearch: strict(timersSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/timers/TimersScreen.tsx")), "TimersScreen"),
});

const answersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/alert-answers",
  validateSearch: strict(answersSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/answers/AnswersScreen.tsx")), "AnswersScreen"),
});

const inUseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/processes",
  validateSearch: strict(customerSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/standing/InUseScreen.tsx")), "InUseScreen"),
});

const standingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/processes/$key",
  validateSearch: strict(standingSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/standing/StandingScreen.tsx")), "StandingScreen"),
});

const batchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/batches/$id",
  validateSearch: strict(batchSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/batches/BatchScreen.tsx")), "BatchScreen"),
});

const instanceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/ops/$id",
  validateSearch: strict(instanceSearch),
  component: lazyRouteComponent(() => whenReached(() => import("./ops/InstanceScreen.tsx")), "InstanceScreen"),
});

/** The screens of the operations area by URL. */
export const opsRoutes = [
  opsRoute,
  migrateRoute,
  batchesRoute,
  faultsRoute,
  causeRoute,
  jobsRoute,
  messagesRoute,
  timersRoute,
  answersRoute,
  inUseRoute,
  standingRoute,
  batchRoute,
  instanceRoute,
] as const;
