import { Refusal } from "../base/refusal.ts";
import type { Complaint } from "../base/refusal.ts";

/** Refuses a template with mistakes, all told at once; without any it lets pass. @throws {Refusal} `template.shape` */
export function refuseShape(complaints: readonly Complaint[]): void {
  if (complaints.length === 0) return;
  const all = complaints.map(({ place, message }) => `${place}: ${message}`).join("; ");
  throw new Refusal(
    "unprocessable",
    "template.shape",
    `Expected a template that can be rendered, but ${all}`,
    complaints,
  );
}
