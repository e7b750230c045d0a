import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CircleHelp, UserPlus, UserSearch } from "lucide-react";
import { useState } from "react";
import type { Language } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { Empty } from "../kit/states.tsx";
import { roleName } from "../words/roles.ts";
import { useWords } from "../words/language.tsx";
import { Awaited } from "./Awaited.tsx";
import { EditPerson } from "./EditPerson.tsx";
import { NewPerson } from "./NewPerson.tsx";
import { PeopleTable, type PeopleProps } from "./PeopleTable.tsx";
import { ResetPassword } from "./ResetPassword.tsx";
import { RolesExplained } from "./RolesExplained.tsx";
import { accountsQuery, type Account } from "./queries.ts";
import css from "./Admin.module.css";

/** What lies over the list: a new person, one that is changed, or what roles are. */
type Over =
  | { readonly kind: "new" | "roles" }
  | { readonly kind: "edit" | "password"; readonly account: Account }
  | undefined;

/** Who is let in, as what. */
export function People() {
  const { t, language } = useWords();
  const { search = "" } = useSearch({ from: "/shell/admin" });
  const navigate = useNavigate({ from: "/admin" });
  const [over, setOver] = useState<Over>();
  const accounts = useQuery(accountsQuery);
  return (
    <>
      <div className={css["tools"]} data-search>
        <div className={css["searchBox"]}>
          <SearchBox
            label={t("person.find")}
            value={search}
            onChange={(text) => void navigate({ search: (before) => ({ ...before, search: text }), replace: true })}
          />
        </div>
        <span className={css["gap"]} />
        <Button icon={<CircleHelp aria-hidden="true" />} onPress={() => setOver({ kind: "roles" })}>
          {t("person.rolesExplained")}
        </Button>
        <Button kind="primary" icon={<UserPlus aria-hidden="true" />} onPress={() => setOver({ kind: "new" })}>
          {t("person.new")}
        </Button>
      </div>
      <div className={css["page"]}>
        <Awaited query={accounts} rows={10}>
          {({ items }) => (
            <Found
              accounts={items.filter((account) => fits(account, search.toLowerCase(), language))}
              onEdit={(account) => setOver({ kind: "edit", account })}
              onPassword={(account) => setOver({ kind: "password", account })}
            />
          )}
        </Awaited>
      </div>
      <OverPeople over={over} onClose={() => setOver(undefined)} />
    </>
  );
}

function Found(props: PeopleProps) {
  const { t } = useWords();
  if (props.accounts.length > 0) return <PeopleTable {...props} />;
  return <Empty title={t("person.none")} text={t("person.noneText")} icon={<UserSearch aria-hidden="true" />} />;
}

function fits({ name, login, email, roles }: Account, text: string, language: Language): boolean {
  const said = [name, login, email ?? "", ...roles.map((role) => roleName(role, language))];
  return said.some((each) => each.toLowerCase().includes(text));
}

function OverPeople({ over, onClose }: { over: Over; onClose: () => void }) {
  switch (over?.kind) {
    case "new":
      return <NewPerson onClose={onClose} />;
    case "roles":
      return <RolesExplained onClose={onClose} />;
    case "edit":
      return <EditPerson account={over.account} onClose={onClose} />;
    case "password":
      return <ResetPassword account={over.account} onClose={onClose} />;
    case undefined:
      return null;
  }
}
