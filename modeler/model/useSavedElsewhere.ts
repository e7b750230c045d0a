import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";
import { timeAgo } from "../processes/when.ts";
import { useWords } from "../words/language.tsx";

/** What is said of a save in between. */
export type SavedElsewhere = {
  readonly title: string;
  readonly take: string;
  readonly taken: string;
  /** Who it was, in a column's head. */
  readonly name: string;
};

/** Tells who saved in between: somebody else, or oneself in another tab. */
export function useSavedElsewhere(): (saved: { readonly by: string; readonly at: string }) => SavedElsewhere {
  const { t, language } = useWords();
  const { data: session } = useQuery(sessionQuery);
  return ({ by, at }) => {
    const ago = timeAgo(at, language);
    if (by !== session?.user.login)
      return {
        title: t("stale.title", { who: by, ago }),
        take: t("stale.take", { who: by }),
        taken: t("stale.taken", { who: by }),
        name: by,
      };
    return {
      title: t("stale.titleOwn", { ago }),
      take: t("stale.takeOwn"),
      taken: t("stale.takenOwn"),
      name: t("stale.otherTab"),
    };
  };
}
