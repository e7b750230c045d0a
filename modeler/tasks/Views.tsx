import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleDashed, Clock, CornerUpLeft, Layers, TriangleAlert, User, Users } from "lucide-react";
import { memo } from "react";
import { countsQuery } from "../api/queries.ts";
import type { Language, TaskView } from "../api/types.ts";
import { taskViews, type TaskSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { isNarrowed } from "./narrow.ts";
import { SavedViews } from "./views/SavedViews.tsx";
import css from "./Tasks.module.css";
import { tags } from "../words/tags.ts";

const icons: Record<TaskView, typeof User> = {
  mine: User,
  delegated: CornerUpLeft,
  team: Users,
  free: CircleDashed,
  risk: Clock,
  overdue: TriangleAlert,
  all: Layers,
};

/** The views of the task list with how many tasks each has; a view is a URL. */
export const Views = memo(function Views({ search }: { search: TaskSearch }) {
  const { t, language } = useWords();
  const { data: counts } = useQuery(countsQuery);
  const { view = "mine" } = search;
  // What was handed over is rare: its view shows only while there is something in it.
  const shown = taskViews.filter((one) => one !== "delegated" || one === view || (counts?.delegated ?? 0) > 0);
  return (
    <nav className={css["views"]} aria-label={t("tasks.views")}>
      <h1>{t("shell.tasks")}</h1>
      <ul>
        {shown.map((one) => {
          const Icon = icons[one];
          const count = one === "all" ? undefined : counts?.[one];
          return (
            <li key={one}>
              <Link
                to="/tasks"
                search={(before) => ({ view: one, customer: before.customer })}
                className={css["view"] ?? ""}
                data-tone={one}
                aria-current={one === view && !isOwnView(search) ? "page" : undefined}
                activeProps={{}}
              >
                <Icon size={17} aria-hidden="true" />
                <span>{t(`view.${one}`)}</span>
                {count !== undefined && count > 0 && <span className={css["count"]}>{countText(count, language)}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
      <SavedViews search={search} />
    </nav>
  );
});

/** Whether the list shows something else than the view as it comes. */
function isOwnView({ customer: _customer, ...search }: TaskSearch): boolean {
  return isNarrowed(search) || search.sort !== undefined;
}

/** The server stops counting here. */
const countLimit = 1000;

function countText(count: number, language: Language): string {
  const text = new Intl.NumberFormat(tags[language]).format(Math.min(count, countLimit));
  return count >= countLimit ? `${text}+` : text;
}
