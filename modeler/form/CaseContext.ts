import { createContext, useContext } from "react";

/** The case that a form belongs to; files that are handed in go there. Null where there is none yet: a start, a preview. */
export const CaseContext = createContext<string | null>(null);

/** The key of the case, if there is one. */
export function useCaseKey(): string | null {
  return useContext(CaseContext);
}
