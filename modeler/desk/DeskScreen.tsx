import { Link, Outlet, useSearch } from "@tanstack/react-router";
import { useWords } from "../words/language.tsx";
import { registerGroups } from "./registers/index.ts";
import css from "./Desk.module.css";
import { learn } from "../words/dictionary.ts";
import { deskWords } from "../words/desk.ts";

learn(deskWords);

/** The records behind the processes: the registers at the left, one of them or a record beside. */
export function DeskScreen() {
  const { t, pick } = useWords();
  const { customer }: { customer?: string } = useSearch({ strict: false });
  const kept = customer === undefined ? {} : { customer };
  return (
    <div className={css["desk"]}>
      <nav className={css["registers"]} aria-label={t("records.registers")}>
        {registerGroups.map((group) => (
          <section key={group.key} aria-labelledby={`group-${group.key}`}>
            <h2 id={`group-${group.key}`}>{pick(group.name)}</h2>
            {group.registers.map(({ key, name, icon: Icon }) => (
              <Link
                key={key}
                to="/desk/$register"
                params={{ register: key }}
                search={kept}
                className={css["register"] ?? ""}
                activeOptions={{ includeSearch: false }}
                activeProps={{ "aria-current": "page" }}
              >
                <Icon size={17} aria-hidden="true" />
                {pick(name)}
              </Link>
            ))}
          </section>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
