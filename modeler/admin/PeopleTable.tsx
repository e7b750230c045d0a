import { KeyRound, Lock, LockOpen } from "lucide-react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { TableHead } from "../kit/TableHead.tsx";
import { roleName } from "../words/roles.ts";
import { useWords } from "../words/language.tsx";
import type { Account } from "./queries.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

export type PeopleProps = {
  readonly accounts: readonly Account[];
  readonly onEdit: (account: Account) => void;
  readonly onPassword: (account: Account) => void;
};

/** Accounts, with what is done to one most often. */
export function PeopleTable({ accounts, onEdit, onPassword }: PeopleProps) {
  const { t } = useWords();
  return (
    <table className={css["table"]}>
      <TableHead
        columns={[t("person.name"), t("person.login"), t("person.roles"), t("person.language"), t("person.state")]}
        actions={t("person.actions")}
      />
      <tbody>
        {accounts.map((account) => (
          <Line key={account.login} account={account} onEdit={onEdit} onPassword={onPassword} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ account, onEdit, onPassword }: Omit<PeopleProps, "accounts"> & { readonly account: Account }) {
  const { t, language } = useWords();
  return (
    <tr>
      <td>
        <button type="button" className={css["open"]} onClick={() => onEdit(account)}>
          {account.name}
        </button>
        {account.email !== null && <span className={css["answer"]}>{account.email}</span>}
      </td>
      <td>
        <code>{account.login}</code>
      </td>
      <td>
        <span className={css["chips"]}>
          {account.roles.map((role) => (
            <Chip key={role}>{roleName(role, language)}</Chip>
          ))}
        </span>
      </td>
      <td>{t(account.language === "de" ? "person.german" : "person.english")}</td>
      <td>
        <Access account={account} />
      </td>
      <td className={css["rowActions"]}>
        <Button
          kind="plain"
          label={`${t("person.resetPassword")}: ${account.name}`}
          icon={<KeyRound aria-hidden="true" />}
          onPress={() => onPassword(account)}
        />
        <LockButton account={account} />
      </td>
    </tr>
  );
}

function Access({ account }: { account: Account }) {
  const { t } = useWords();
  if (!account.isActive) return <Chip tone="bad">{t("person.locked")}</Chip>;
  if (!account.hasPassword) return <Chip tone="warn">{t("person.noPassword")}</Chip>;
  return <Chip tone="ok">{t("person.active")}</Chip>;
}

function LockButton({ account: { login, name, isActive } }: { account: Account }) {
  const { t } = useWords();
  const turn = useChange({
    run: () => request<void>("PATCH", `/api/users/${encodeURIComponent(login)}`, { body: { isActive: !isActive } }),
    said: isActive ? "person.lockedNow" : "person.unlockedNow",
  });
  return (
    <Button
      kind="plain"
      label={`${t(isActive ? "person.lock" : "person.unlock")}: ${name}`}
      icon={isActive ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
      isPending={turn.isPending}
      onPress={() => turn.mutate(undefined)}
    />
  );
}
