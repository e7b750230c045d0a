import { Link, useLocation } from "@tanstack/react-router";
import { Activity, ListTodo, Table2, Workflow } from "lucide-react";
import { useWords } from "../words/language.tsx";
import css from "./Shell.module.css";

/** The places of the product. Only what exists is shown. */
export function Rail() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const isRule = /^\/drafts\/[^/]+\/parts\/ruleSet\//.test(pathname);
  const isDrafting = pathname.startsWith("/drafts/") && !isRule;
  return (
    <nav className={css["rail"]} aria-label={t("shell.rail")}>
      <Link to="/tasks" search={keepCustomer} className={css["place"] ?? ""} activeOptions={{ includeSearch: false }}>
        <ListTodo size={21} aria-hidden="true" />
        {t("shell.tasks")}
      </Link>
      <Link to="/ops" search={keepCustomer} className={css["place"] ?? ""} activeOptions={{ includeSearch: false }}>
        <Activity size={21} aria-hidden="true" />
        {t("shell.ops")}
      </Link>
      <Link
        to="/processes"
        search={keepCustomer}
        className={css["place"] ?? ""}
        activeOptions={{ includeSearch: false }}
        {...(isDrafting ? { "aria-current": "page" } : {})}
      >
        <Workflow size={21} aria-hidden="true" />
        {t("shell.processes")}
      </Link>
      <Link
        to="/rules"
        search={keepCustomer}
        className={css["place"] ?? ""}
        activeOptions={{ includeSearch: false }}
        {...(isRule ? { "aria-current": "page" } : {})}
      >
        <Table2 size={21} aria-hidden="true" />
        {t("shell.rules")}
      </Link>
    </nav>
  );
}

/** Changing the place keeps the customer the person is working for. */
function keepCustomer(search: { customer?: string }): { customer?: string } {
  return search.customer === undefined ? {} : { customer: search.customer };
}
