import type { z } from "zod";
import type { project } from "../../../server/http/wireProjects.ts";

/** A task of a project as its page is told of it. */
export type TaskRow = {
  readonly no: number;
  readonly name: string;
  /** The place of its milestone. */
  readonly milestone: number;
  readonly assignee: string | null;
  readonly plannedMinutes: number;
  readonly spentMinutes: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly doneAt: string | null;
};

/** A project with its plan. */
export type ProjectRow = Omit<z.output<typeof project>, "tasks"> & { readonly tasks: readonly TaskRow[] };
