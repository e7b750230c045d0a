import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Trash2, UserMinus } from "lucide-react";
import { useState } from "react";
import { rolesQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { Picker } from "../kit/Picker.tsx";
import { TableHead } from "../kit/TableHead.tsx";
import { roleName } from "../words/roles.ts";
import { useWords } from "../words/language.tsx";
import { Awaited } from "./Awaited.tsx";
import { SideList } from "./SideList.tsx";
import { Allowed } from "./RoleChoice.tsx";
import { accountsQuery, type Account, type Role } from "./queries.ts";
import { DeleteRole } from "./roles/DeleteRole.tsx";
import { RoleDialog } from "./roles/RoleDialog.tsx";
import { useChange } from "./useChange.ts";
import { useOpen } from "./useOpen.ts";
import css from "./Admin.module.css";

/** The roles: what each allows, and who is in the group of that name. */
export function Groups() {
  const { t } = useWords();
  const roles = useQuery(rolesQuery);
  const accounts = useQuery(accountsQuery);
  const [isNew, setNew] = useState(false);
  const [, show] = useOpen();
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{t("group.about")}</p>
        <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setNew(true)}>
          {t("role.new")}
        </Button>
      </div>
      {isNew && <RoleDialog onDone={(key) => show(key)} onClose={() => setNew(false)} />}
      <Awaited query={roles} rows={8}>
        {({ items }) => (
          <Awaited query={accounts} rows={8}>
            {(people) => <Shown roles={items} accounts={people.items} />}
          </Awaited>
        )}
      </Awaited>
    </>
  );
}

function Shown({ roles, accounts }: { roles: readonly Role[]; accounts: readonly Account[] }) {
  const { t, language } = useWords();
  const [open, setOpen] = useOpen();
  const shown = roles.find(({ key }) => key === open) ?? roles[0];
  const membersOf = (role: string) => accounts.filter((account) => account.roles.includes(role));
  const lines = roles.map(({ key }) => ({
    id: key,
    name: roleName(key, language),
    text: t("group.members", { count: membersOf(key).length }),
  }));
  return (
    <div className={css["split"]}>
      <SideList label={t("admin.groups")} lines={lines} open={shown?.key} onOpen={setOpen} />
      {shown !== undefined && <Group key={shown.key} role={shown} members={membersOf(shown.key)} accounts={accounts} />}
    </div>
  );
}

type GroupProps = {
  readonly role: Role;
  readonly members: readonly Account[];
  readonly accounts: readonly Account[];
};

function Group({ role, members, accounts }: GroupProps) {
  const { t, language } = useWords();
  const others = accounts.filter((account) => account.isActive && !account.roles.includes(role.key));
  const add = useChange({
    run: (login: string) => saveRoles(login, [...rolesOf(accounts, login), role.key]),
    said: "group.added",
  });
  return (
    <section className={css["detail"]} aria-label={roleName(role.key, language)}>
      <div className={css["connector"]}>
        <header>
          <h2>{roleName(role.key, language)}</h2>
          <p className={css["about"]}>{role.key}</p>
          {role.names === null ? (
            <p>
              <Chip>{t("role.builtIn")}</Chip>
            </p>
          ) : (
            <OwnRole role={role} />
          )}
        </header>
        <section>
          <h3>{t("group.may")}</h3>
          <Allowed roles={[role]} />
        </section>
        <section>
          <h3>{t("group.who")}</h3>
          {members.length === 0 && <p className={css["about"]}>{t("group.nobody")}</p>}
          {members.length > 0 && <Members role={role.key} members={members} />}
          {others.length > 0 && (
            <div className={css["addTo"]}>
              <Picker
                label={t("group.add")}
                choices={others.map(({ login, name }) => ({ id: login, name }))}
                value={null}
                placeholder={t("form.choose")}
                onChange={(login) => add.mutate(login)}
                isDisabled={add.isPending}
              />
            </div>
          )}
        </section>
      </div>
    </section>
  );
}

/** What can be done with a role of the tenant's own. */
function OwnRole({ role }: { role: Role }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const [, show] = useOpen();
  const close = () => setAsked(null);
  return (
    <span className={css["chips"]}>
      <Button icon={<Pencil aria-hidden="true" />} onPress={() => setAsked("edit")}>
        {t("role.edit")}
      </Button>
      <Button icon={<Trash2 aria-hidden="true" />} onPress={() => setAsked("delete")}>
        {t("role.delete")}
      </Button>
      {asked === "edit" && <RoleDialog role={role} onDone={() => undefined} onClose={close} />}
      {asked === "delete" && <DeleteRole role={role} onGone={() => show(undefined)} onClose={close} />}
    </span>
  );
}

function Members({ role, members }: { role: string; members: readonly Account[] }) {
  const { t } = useWords();
  return (
    <table className={css["table"]}>
      <TableHead columns={[t("person.name"), t("person.login")]} actions={t("person.actions")} />
      <tbody>
        {members.map((member) => (
          <Member key={member.login} role={role} member={member} />
        ))}
      </tbody>
    </table>
  );
}

function Member({ role, member }: { role: string; member: Account }) {
  const { t } = useWords();
  const rest = member.roles.filter((each) => each !== role);
  const remove = useChange({ run: () => saveRoles(member.login, rest), said: "group.removed" });
  return (
    <tr>
      <th scope="row">{member.name}</th>
      <td>{member.login}</td>
      <td className={css["rowActions"]}>
        <Button
          kind="plain"
          icon={<UserMinus aria-hidden="true" />}
          declined={rest.length === 0 ? t("group.only") : undefined}
          isPending={remove.isPending}
          onPress={() => remove.mutate(undefined)}
        >
          {t("group.remove")}
        </Button>
      </td>
    </tr>
  );
}

function rolesOf(accounts: readonly Account[], login: string): readonly string[] {
  return accounts.find((account) => account.login === login)?.roles ?? [];
}

function saveRoles(login: string, roles: readonly string[]): Promise<void> {
  return request<void>("PATCH", `/api/users/${encodeURIComponent(login)}`, { body: { roles } });
}
