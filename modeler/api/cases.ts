import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type * as wire from "../../server/http/wireCases.ts";
import type { file as fileShape, fileList } from "../../server/http/wireFiles.ts";
import { query } from "./queries.ts";
import { request } from "./request.ts";

/** What hangs on a case, as the screens use it. */
export type StoredFile = z.infer<typeof fileShape>;
export type FileList = z.infer<typeof fileList>;
export type Comment = z.infer<typeof wire.comment>;
export type Work = z.infer<typeof wire.work>;
export type WorkType = z.infer<typeof wire.workType>;
export type SavedView = z.infer<typeof wire.savedView>;

/** What is said about a case; asked for through one of its instances. */
export function commentsQuery(caseKey: string, instanceId: string) {
  return queryOptions({
    queryKey: ["cases", "comments", caseKey],
    queryFn: ({ signal }) => request<{ items: Comment[] }>("GET", `/api/instances/${instanceId}/comments`, { signal }),
  });
}

/** What is attached to a case. */
export function filesQuery(caseKey: string) {
  return queryOptions({
    queryKey: ["cases", "files", caseKey],
    queryFn: ({ signal }) =>
      request<FileList>("GET", `/api/files${query({ subjectKind: "case", subjectId: caseKey })}`, { signal }),
  });
}

/** One's own timer and day, and the time on a ticket. */
export function workQuery(ticketNumber: string) {
  return queryOptions({
    queryKey: ["cases", "work", ticketNumber],
    queryFn: ({ signal }) => request<Work>("GET", `/api/work${query({ ticket: ticketNumber })}`, { signal }),
  });
}

export const savedViewsQuery = queryOptions({
  queryKey: ["task-views"],
  queryFn: ({ signal }) => request<{ items: SavedView[] }>("GET", "/api/task-views", { signal }),
  staleTime: 60_000,
});

/** Where a file is fetched from; a click on it saves it. */
export function fileAddress(id: string): string {
  return `/api/files/${id}`;
}
