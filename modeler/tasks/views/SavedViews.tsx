import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bookmark, Users, X } from "lucide-react";
import { Button as AriaButton } from "react-aria-components/Button";
import { savedViewsQuery, type SavedView } from "../../api/cases.ts";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { parse, taskSearch, write, type TaskSearch } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import css from "../Tasks.module.css";

/** The views that one keeps or that are shared with one; each is a URL. Nothing when there are none. */
export function SavedViews({ search }: { search: TaskSearch }) {
  const { t } = useWords();
  const { data } = useQuery(savedViewsQuery);
  const { data: session } = useQuery(sessionQuery);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className={css["saved"]}>
      <h2 id="saved-views">{t("views.saved")}</h2>
      <ul aria-labelledby="saved-views">
        {data.items.map((view) => (
          <li key={view.id}>
            <Saved view={view} isShown={isSame(view, search)} isOwn={view.owner === session?.user.login} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type SavedProps = { readonly view: SavedView; readonly isShown: boolean; readonly isOwn: boolean };

function Saved({ view, isShown, isOwn }: SavedProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: () => request<void>("DELETE", `/api/task-views/${view.id}`),
    onSettled: () => client.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  });
  return (
    <>
      <Link
        to="/tasks"
        search={taskSearch(parse(view.query))}
        className={css["view"] ?? ""}
        aria-current={isShown ? "page" : undefined}
        activeProps={{}}
      >
        <Bookmark size={16} aria-hidden="true" />
        <span>{view.name}</span>
        {view.sharedWith !== null && (
          <Users size={13} role="img" aria-label={t("views.shared")} className={css["sharedMark"]} />
        )}
      </Link>
      {isOwn && (
        <AriaButton
          className={css["forget"] ?? ""}
          aria-label={t("views.forget", { name: view.name })}
          onPress={() => forget.mutate()}
        >
          <X size={14} aria-hidden="true" />
        </AriaButton>
      )}
    </>
  );
}

function isSame({ query }: SavedView, { task: _open, ...shown }: TaskSearch): boolean {
  return inOrder(taskSearch(parse(query))) === inOrder(shown);
}

/** The URL of a view whatever order it was written in. */
function inOrder(search: TaskSearch): string {
  const named = Object.entries(search).toSorted(([one], [other]) => one.localeCompare(other));
  return write(Object.fromEntries(named));
}
