import { Link, useLocation } from "@tanstack/react-router";
import { useWords } from "../words/language.tsx";
import { placeOf, places } from "./places.ts";
import css from "./Shell.module.css";

/** The places of the product. Only what exists is shown. */
export function Rail() {
  const { t } = useWords();
  const here = useLocation({ select: ({ pathname }) => placeOf(pathname) });
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
        >
          <Icon size={21} aria-hidden="true" />
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}

/** Changing the place keeps the customer the person is working for. */
function keepCustomer(search: { customer?: string }): { customer?: string } {
  return search.customer === undefined ? {} : { customer: search.customer };
}
