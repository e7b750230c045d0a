import { useCallback, useMemo } from "react";
import type { Language } from "../api/types.ts";
import { useWords } from "../words/language.tsx";
import { translate } from "../words/translate.ts";
import type { BadgeWords } from "./draw.ts";
import { typeWords } from "./elementWords.ts";
import type { Graph, Node } from "./graph.ts";
import type { Look } from "./look.ts";

type Spoken = { readonly badges: BadgeWords; readonly nameOf: (id: string) => string };

/** What the elements of a diagram are called aloud: name, type, state, and where they lead. */
export function useSpokenNames(graph: Graph, look: Look): Spoken {
  const { t, language } = useWords();
  const badges = useMemo<BadgeWords>(
    () => ({
      tokens: (count) => t("diagram.tokens", { count }),
      faults: (count) => t("diagram.faults", { count }),
      passed: (count) => t("diagram.passed", { count }),
    }),
    [t],
  );
  const nameOf = useCallback(
    (id: string) => {
      const node = graph.get(id);
      if (node === undefined) return id;
      const kind = translate(typeWords(node.type), language);
      const parts = [node.name === "" ? kind : `${node.name}, ${kind}`, ...stateWords(look, id, badges)];
      if (look.kind === "place" && look.elementId === id) parts.push(t("diagram.here"));
      const leads = node.next.map((flow) => leadsTo(flow.label, graph.get(flow.id), language));
      if (leads.length > 0) parts.push(t("diagram.next", { to: leads.join("; ") }));
      return parts.join(", ");
    },
    [graph, look, badges, language, t],
  );
  return { badges, nameOf };
}

function leadsTo(label: string, target: Node | undefined, language: Language): string {
  if (target === undefined) return label;
  const name = target.name === "" ? translate(typeWords(target.type), language) : target.name;
  return label === "" ? name : `${label}: ${name}`;
}

function stateWords(look: Look, id: string, badges: BadgeWords): string[] {
  if (look.kind === "place") return [];
  if (look.kind === "heat") return [look.heats.get(id)?.text ?? []].flat();
  const state = look.states.get(id);
  if (state === undefined) return [];
  const said: string[] = [];
  if (state.faults > 0) said.push(badges.faults(state.faults));
  if (state.tokens > 0) said.push(badges.tokens(state.tokens));
  if (state.passed > 0) said.push(badges.passed(state.passed));
  return said;
}
