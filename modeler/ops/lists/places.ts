import { Layers, ListTree, TriangleAlert } from "lucide-react";

/** The lists of the operations area, in the order in which one looks. */
export const opsPlaces = [
  { to: "/ops", name: "ops.instances", icon: ListTree },
  { to: "/ops/faults", name: "ops.allFaults", icon: TriangleAlert },
  { to: "/ops/batches", name: "batches.title", icon: Layers },
] as const;
