import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { setupQuery } from "../api/setup.ts";
import { useMay } from "../processes/may.ts";
import { useWords } from "../words/language.tsx";
import { placeOf, places } from "./places.ts";
import css from "./Shell.module.css";

/** The places of the product. Only what exists is shown. */
export function Rail() {
  const { t } = useWords();
  const here = useLocation({ select: ({ pathname }) => placeOf(pathname) });
  const missing = useMissing();
  return (
    <nav className={css["rail"]} aria-label={t("shell.rail")}>
      {places.map(({ to, name, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          search={keepCustomer}
          className={css["place"] ?? ""}
          activeOptions={{ includeSearch: false }}
          {...(here === to ? { "aria-current": "page" } : {})}
          {...(to === "/admin" && missing > 0 ? { "aria-description": t("shell.missing", { count: missing }) } : {})}
        >
          <Icon size={21} aria-hidden="true" />
          {t(name)}
          {to === "/admin" && missing > 0 && (
            <span className={css["count"]} aria-hidden="true">
              {missing}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** How many steps of the setup are still to be taken, for those who can take them. */
function useMissing(): number {
  const may = useMay();
  const { data } = useQuery({ ...setupQuery, enabled: may("administration"), staleTime: 60_000 });
  return data?.open ?? 0;
}

/** Changing the place keeps the customer the person is working for. */
function keepCustomer(search: { customer?: string }): { customer?: string } {
  return search.customer === undefined ? {} : { customer: search.customer };
}
