import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  DecisionExplained,
  DefinitionRow,
  Instance,
  InstancePage,
  Notification,
  Person,
  RoleList,
  Session,
  Task,
  TaskCounts,
  TaskPage,
  TrailPage,
  Welcome,
} from "./types.ts";
import { learnRoles } from "../words/roles.ts";
import { request } from "./request.ts";

/** What narrows the list of tasks; the same words as in the URL. */
export type TaskFilter = {
  readonly view: string;
  readonly customer: string | undefined;
  readonly search: string | undefined;
  readonly process: string | undefined;
  readonly priority: string | undefined;
  readonly assignee: string | undefined;
  readonly sort: string | undefined;
};

/** What narrows the list of instances. */
export type InstanceFilter = {
  readonly status: string | undefined;
  readonly process: string | undefined;
  readonly version?: string | undefined;
  readonly at?: string | undefined;
  readonly search: string | undefined;
  readonly customer: string | undefined;
};

/** How many rows one page of a list has. */
export const pageSize = 100;

export const welcomeQuery = queryOptions({
  queryKey: ["welcome"],
  queryFn: ({ signal }) => request<Welcome>("GET", "/api/welcome", { signal }),
  staleTime: Infinity,
});

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => {
    const session = await request<Session>("GET", "/api/session", { signal });
    learnRoles(session.roleNames);
    return session;
  },
  staleTime: Infinity,
  retry: false,
});

/** Pages of tasks in the order of the list. */
export function tasksQuery(filter: TaskFilter) {
  return infiniteQueryOptions({
    queryKey: ["tasks", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const { process, ...rest } = filter;
      return request<TaskPage>(
        "GET",
        `/api/tasks${query({ ...rest, processKey: process, cursor: pageParam, limit: pageSize })}`,
        { signal },
      );
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export const countsQuery = queryOptions({
  queryKey: ["tasks", "counts"],
  queryFn: ({ signal }) => request<TaskCounts>("GET", "/api/tasks/counts", { signal }),
});

/** One task with its form, variables and decisions. */
export function taskQuery(id: string) {
  return queryOptions({
    queryKey: ["tasks", "one", id],
    queryFn: ({ signal }) => request<Task>("GET", `/api/tasks/${encodeURIComponent(id)}`, { signal }),
  });
}

/** Pages of instances, newest first. */
export function instancesQuery(filter: InstanceFilter) {
  return infiniteQueryOptions({
    queryKey: ["instances", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const { status, process, version, at: elementId, search, customer } = filter;
      // whoever asks about a version or an element means each instance of it, called or not
      const withCalled = version === undefined && elementId === undefined ? undefined : "true";
      const asked = {
        status,
        processKey: process,
        version,
        elementId,
        search,
        customer,
        withCalled,
        cursor: pageParam,
      };
      return request<InstancePage>("GET", `/api/instances${query(asked)}`, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** One instance with its waits, faults and path. */
export function instanceQuery(id: string) {
  return queryOptions({
    queryKey: ["instances", "one", id],
    queryFn: ({ signal }) => request<Instance>("GET", `/api/instances/${id}`, { signal }),
  });
}

/** The trail of an instance, oldest first, page by page. */
export function trailQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ["instances", "trail", id],
    queryFn: ({ pageParam, signal }) =>
      request<TrailPage>("GET", `/api/instances/${id}/trail${query({ cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** The decisions of the whole tree an instance belongs to. */
export function decisionsQuery(id: string) {
  return queryOptions({
    queryKey: ["instances", "decisions", id],
    queryFn: ({ signal }) =>
      request<{ items: DecisionExplained[] }>("GET", `/api/instances/${id}/decisions`, { signal }),
  });
}

/** The BPMN 2.0 XML of a version. A published version never changes, so neither does the answer. */
export function xmlQuery(definitionId: string) {
  return queryOptions({
    queryKey: ["definitions", "xml", definitionId],
    queryFn: ({ signal }) => request<string>("GET", `/api/definitions/${definitionId}/xml`, { signal }),
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

export const definitionsQuery = queryOptions({
  queryKey: ["definitions", "list"],
  queryFn: ({ signal }) => request<{ items: DefinitionRow[] }>("GET", "/api/definitions", { signal }),
  staleTime: 60_000,
});

/** The roles there are, with what each may do and what the tenant calls its own. */
export const rolesQuery = queryOptions({
  queryKey: ["admin", "roles"],
  queryFn: async ({ signal }) => {
    const list = await request<RoleList>("GET", "/api/roles", { signal });
    learnRoles(Object.fromEntries(list.items.flatMap(({ key, names }) => (names === null ? [] : [[key, names]]))));
    return list;
  },
  staleTime: 300_000,
});

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => request<{ items: Person[] }>("GET", "/api/people", { signal }),
  staleTime: 300_000,
});

export const notificationsQuery = queryOptions({
  queryKey: ["notifications"],
  queryFn: ({ signal }) => request<{ items: Notification[]; unread: number }>("GET", "/api/notifications", { signal }),
});

/** The customers the top bar can narrow to: those that work is or was about. */
export const customersQuery = (search: string) =>
  queryOptions({
    queryKey: ["customersServed", search],
    queryFn: ({ signal }) =>
      request<{ items: string[] }>("GET", `/api/customers-served${query({ search })}`, { signal }),
    staleTime: 60_000,
  });

/** `?a=1&b=2` of what is there; nothing for `undefined` and the empty string. */
export function query(values: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
