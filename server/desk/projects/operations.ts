import type { Operation } from "../operation.ts";
import { recordAcceptance, requestAcceptance } from "./acceptance.ts";
import { instalmentOf, isFinallyBilled, settleProject, stopProject } from "./billing.ts";
import { checkCapacity } from "./capacity.ts";
import { openChange, sendChange, settleChange } from "./changes.ts";
import { createProjectOperation } from "./create.ts";
import { handOver, learnLessons } from "./finish.ts";
import { decideCountermeasure, measureProject, recordHealth } from "./health.ts";
import { beginMilestone, openMilestones, readyTasks, reviewMilestone } from "./milestones.ts";
import { confirmPlan, takeOverPlan } from "./planning.ts";
import { workOnTask } from "./work.ts";

/** What the desk does for projects, by job type. */
export const projectOperations: readonly (readonly [string, Operation])[] = [
  ["desk.project.create", createProjectOperation],
  ["desk.project.plan", takeOverPlan],
  ["desk.project.capacity", checkCapacity],
  ["desk.project.confirm", confirmPlan],
  ["desk.project.milestones", openMilestones],
  ["desk.project.milestone", beginMilestone],
  ["desk.project.tasks", readyTasks],
  ["desk.project.work", workOnTask],
  ["desk.project.review", reviewMilestone],
  ["desk.project.request", requestAcceptance],
  ["desk.project.accept", recordAcceptance],
  ["desk.project.instalment", instalmentOf],
  ["desk.project.settle", settleProject],
  ["desk.project.billed", isFinallyBilled],
  ["desk.project.stop", stopProject],
  ["desk.project.handover", handOver],
  ["desk.project.lessons", learnLessons],
  ["desk.project.change.open", openChange],
  ["desk.project.change.send", sendChange],
  ["desk.project.change.settle", settleChange],
  ["desk.project.measure", measureProject],
  ["desk.project.health", recordHealth],
  ["desk.project.countermeasure", decideCountermeasure],
];
