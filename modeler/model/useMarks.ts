import type { Element } from "diagram-js/lib/model/Types";
import { useCallback, useEffect, useRef } from "react";
import type { Language } from "../api/types.ts";
import type { Shown } from "./drawer/Tests.tsx";
import { choose } from "./island/chosen.ts";
import { modelOf, type Island } from "./island/island.ts";
import { markProblems, markTests } from "./island/markers.ts";
import { extension, textOf } from "./island/moddle.ts";
import { nameIn } from "./panel/kinds.ts";
import type { Problem } from "./useProblems.ts";

export type Marked = {
  readonly problems: readonly Problem[];
  readonly tested: Shown | null;
  /** The element that the URL leads to. */
  readonly el: string | undefined;
};

/** Draws problems and tests on the canvas, and goes to the element of the URL once. */
export function useMarks(island: Island | null, change: number, marked: Marked, onProblem: (id: string) => void): void {
  const { problems, tested, el } = marked;
  const latest = useRef(onProblem);
  useEffect(() => {
    latest.current = onProblem;
  });
  useEffect(() => {
    if (island !== null) markProblems(island, problems, (id) => latest.current(id));
  }, [island, problems]);
  useEffect(() => {
    if (island !== null) markTests(island, tested);
  }, [island, tested, change]);
  const gone = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (island === null || el === undefined || gone.current === el) return;
    gone.current = el;
    choose(island, el);
  }, [island, el]);
}

/** Leads to elements, and says what they are called and which form they show. */
export function useElements(island: Island | null, language: Language) {
  const showElement = useCallback((id: string) => island !== null && choose(island, id), [island]);
  const nameOf = useCallback(
    (id: string) => {
      const model = modelOf(island?.registry.get(id) as Element | undefined); // the registry of bpmn-js holds these
      return model === undefined ? id : nameIn(model, language);
    },
    [island, language],
  );
  const formOf = useCallback(
    (id: string) => {
      const model = modelOf(island?.registry.get(id) as Element | undefined); // as above
      return textOf(extension(model, "zeebe:FormDefinition"), "formId");
    },
    [island],
  );
  return { showElement, nameOf, formOf };
}
