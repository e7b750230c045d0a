import {
  CalendarClock,
  Layers,
  ListTree,
  Mail,
  MessageSquareReply,
  PlugZap,
  TriangleAlert,
  Workflow,
} from "lucide-react";

/** The lists of the operations area, in the order in which one looks. */
export const opsPlaces = [
  { to: "/ops", name: "ops.instances", icon: ListTree },
  { to: "/ops/processes", name: "ops.processes", icon: Workflow },
  { to: "/ops/faults", name: "ops.allFaults", icon: TriangleAlert },
  { to: "/ops/jobs", name: "ops.jobs", icon: PlugZap },
  { to: "/ops/messages", name: "ops.messages", icon: Mail },
  { to: "/ops/timers", name: "ops.timers", icon: CalendarClock },
  { to: "/ops/alert-answers", name: "ops.alertAnswers", icon: MessageSquareReply },
  { to: "/ops/batches", name: "batches.title", icon: Layers },
] as const;
