import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { learn } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { operationWords } from "../../words/operations.ts";
import { opsPlaces } from "./places.ts";
import css from "../Ops.module.css";

learn(operationWords);

export type OpsPageProps = {
  readonly title: string;
  /** What narrows the list; `/` leads into its search. */
  readonly tools?: ReactNode;
  readonly end?: ReactNode;
  readonly children: ReactNode;
};

/** A list of the operations area: where one is, what narrows it, and the list. */
export function OpsPage({ title, tools, end, children }: OpsPageProps) {
  return (
    <div className={css["screen"]}>
      <OpsNav />
      <header className={css["listHead"]}>
        <h1>{title}</h1>
        {tools !== undefined && (
          <div className={css["tools"]} data-search>
            {tools}
          </div>
        )}
        {end !== undefined && end !== false && <div className={css["end"]}>{end}</div>}
      </header>
      <div className={css["listBody"]}>{children}</div>
    </div>
  );
}

/** The lists of the operations area. */
function OpsNav() {
  const { t } = useWords();
  const { customer }: { customer?: string } = useSearch({ strict: false });
  const search = customer === undefined ? {} : { customer };
  return (
    <nav className={css["places"]} aria-label={t("shell.ops")}>
      {opsPlaces.map(({ to, name, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          search={search}
          className={css["place"] ?? ""}
          activeProps={{ "aria-current": "page" }}
          activeOptions={{ exact: to === "/ops", includeSearch: false }}
        >
          <Icon size={16} aria-hidden="true" />
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
