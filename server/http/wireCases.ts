import { z } from "zod";
import { file } from "./wireFiles.ts";

const instant = z.string().datetime();
const who = z.object({ login: z.string(), name: z.string() });

/** Something said about a case. */
export const comment = z.object({
  id: z.uuid(),
  caseKey: z.string(),
  author: who,
  body: z.string(),
  mentions: z.array(who),
  createdAt: instant,
  editedAt: instant.nullable(),
  earlier: z.array(z.object({ body: z.string(), at: z.string() })).describe("what it said before, oldest first"),
  files: z.array(file),
  mayEdit: z.boolean(),
});
export const commentList = z.object({ items: z.array(comment) });
const body = z.string().trim().min(1).max(10_000);
/** `taskId` is the task from which it is said: whom it mentions is led there. */
export const newComment = z.object({
  body,
  fileIds: z.array(z.uuid()).max(20).default([]),
  taskId: z.string().max(200).optional(),
});
export const editedComment = z.object({ body, taskId: z.string().max(200).optional() });

export const workType = z.enum(["remote", "onsite", "phone", "travel", "project"]);
const note = z.string().trim().max(2_000);
/** One's own work, and what was worked on a ticket. */
export const work = z.object({
  /** Whether time of the person asking is counted at all. */
  isCounted: z.boolean(),
  timer: z
    .object({ ticketNumber: z.string(), title: z.string(), taskId: z.string().nullable(), startedAt: instant })
    .nullable(),
  todayMinutes: z.number().int(),
  entries: z.array(
    z.object({
      id: z.uuid(),
      by: who,
      startedAt: instant,
      minutes: z.number().int(),
      workType: z.string(),
      note: z.string(),
    }),
  ),
});
export const newWork = z.object({
  ticketNumber: z.string().min(1).max(100),
  minutes: z.number().int().min(1).max(1_440),
  workType,
  note,
});
export const startTimer = z.object({
  ticketNumber: z.string().min(1).max(100),
  taskId: z.string().max(200).optional(),
});
export const stopTimer = z.object({ workType, note, minutes: z.number().int().min(1).max(1_440).optional() });

/** A view of the task list under a name. */
export const savedView = z.object({
  id: z.uuid(),
  name: z.string(),
  query: z.string(),
  owner: z.string(),
  sharedWith: z.string().nullable(),
});
export const savedViews = z.object({ items: z.array(savedView) });
export const newView = z.object({
  name: z.string().trim().min(1).max(60),
  query: z.string().max(2_000),
  sharedWith: z.string().max(60).nullable(),
});
