import { Activity, BookUser, ChartNoAxesColumn, FileCheck2, ListTodo, Settings2, Table2, Workflow } from "lucide-react";

/** The places of the product, in the order of the rail: what leads there, and how its name and shortcut are called. */
export const places = [
  { to: "/tasks", name: "shell.tasks", keys: "goTasks", icon: ListTodo },
  { to: "/ops", name: "shell.ops", keys: "goOps", icon: Activity },
  { to: "/desk", name: "shell.desk", keys: "goDesk", icon: BookUser },
  { to: "/processes", name: "shell.processes", keys: "goProcesses", icon: Workflow },
  { to: "/rules", name: "shell.rules", keys: "goRules", icon: Table2 },
  { to: "/audit", name: "shell.audit", keys: "goAudit", icon: FileCheck2 },
  { to: "/figures", name: "shell.figures", keys: "goFigures", icon: ChartNoAxesColumn },
  { to: "/admin", name: "shell.admin", keys: "goAdmin", icon: Settings2 },
] as const;

export type Place = (typeof places)[number];

/** The place that a path belongs to: drafts are worked on where what they change is at home. */
export function placeOf(pathname: string): Place["to"] | undefined {
  if (/^\/drafts\/[^/]+\/parts\/ruleSet\//.test(pathname)) return "/rules";
  if (pathname.startsWith("/drafts/") || pathname === "/element-templates") return "/processes";
  return places.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`))?.to;
}
