import { ProblemError } from "../../api/request.ts";
import { useWords } from "../../words/language.tsx";

/** Says what is wrong with a member of what was sent, by its place; `expected` in the reader's words, else what the server said. */
export type Complaining = (place: string, expected?: string) => string | undefined;

/** What the server declined, to be said at the fields. */
export function useComplaints(error: Error | null): Complaining {
  const { t } = useWords();
  const complaints = error instanceof ProblemError ? (error.problem.complaints ?? []) : [];
  return (place, expected) => {
    const at = `/${place.replaceAll(".", "/")}`;
    const found = complaints.find((each) => each.place === at || each.place.startsWith(`${at}/`));
    if (found === undefined) return undefined;
    return expected === undefined ? found.message : t("ledger.expected", { what: expected });
  };
}
