import { useNavigate } from "@tanstack/react-router";
import { BookUser, Table2, Workflow } from "lucide-react";
import { useWords } from "../words/language.tsx";
import type { Command } from "./commands.tsx";
import type { FoundMore } from "./findMore.ts";

/** Records, processes and rule sets that were found, as lines of the palette. */
export function useFoundMore(found: FoundMore | undefined): readonly Command[] {
  const navigate = useNavigate();
  const { pick } = useWords();
  if (found === undefined) return [];
  return [
    ...found.records.map(({ register, id, name, kind, customer }): Command => ({
      id: `record-${register}-${id}`,
      kind: "record",
      text: name,
      hint: [pick(kind), customer].filter((part) => part !== "" && part !== name).join(" · "),
      icon: <BookUser size={17} aria-hidden="true" />,
      run: () => void navigate({ to: "/desk/$register/$id", params: { register, id }, search: {} }),
    })),
    ...found.models.map(({ kind, key, name }): Command => ({
      id: `${kind}-${key}`,
      kind,
      text: name,
      hint: key,
      icon: kind === "process" ? <Workflow size={17} aria-hidden="true" /> : <Table2 size={17} aria-hidden="true" />,
      run: () =>
        void (kind === "process"
          ? navigate({ to: "/processes/$key", params: { key }, search: {} })
          : navigate({ to: "/rules/$key", params: { key }, search: {} })),
    })),
  ];
}
