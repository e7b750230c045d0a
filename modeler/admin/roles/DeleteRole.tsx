import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { RoleUses } from "../../../server/http/wireRoles.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { roleName } from "../../words/roles.ts";
import { useWords } from "../../words/language.tsx";
import { Awaited } from "../Awaited.tsx";
import type { Role } from "../queries.ts";
import { useChange } from "../useChange.ts";
import css from "../Admin.module.css";

type DeleteProps = { readonly role: Role; readonly onGone: () => void; readonly onClose: () => void };

/** Deletes a role, once it was shown where it is used: tasks there would be offered to nobody. */
export function DeleteRole({ role, onGone, onClose }: DeleteProps) {
  const { t, language } = useWords();
  const path = `/api/roles/${encodeURIComponent(role.key)}`;
  const uses = useQuery({
    queryKey: ["admin", "roleUses", role.key],
    queryFn: ({ signal }) => request<RoleUses>("GET", `${path}/uses`, { signal }),
    staleTime: 0,
  });
  const remove = useChange({
    run: () => request<void>("DELETE", `${path}?seen=yes`),
    said: "role.deleted",
    onDone: () => {
      onClose();
      onGone();
    },
  });
  const bare = (uses.data?.people ?? []).filter(({ isOnly }) => isOnly);
  const declined =
    uses.data === undefined
      ? t("role.looking")
      : bare.length > 0
        ? t("role.only", { names: bare.map(({ name }) => name).join(", ") })
        : undefined;
  return (
    <Dialog
      isAlert
      title={t("role.deleteTitle", { name: roleName(role.key, language) })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="danger"
            declined={declined}
            isPending={remove.isPending}
            onPress={() => remove.mutate(undefined)}
          >
            {t(uses.data !== undefined && isUsed(uses.data) ? "role.deleteAnyway" : "connector.deleteRun")}
          </Button>
        </>
      }
    >
      <Awaited query={uses} rows={3}>
        {(found) => <Uses uses={found} />}
      </Awaited>
    </Dialog>
  );
}

/** Where a role is used, with the way there. */
export function Uses({ uses: { uses, people, openTasks } }: { uses: RoleUses }) {
  const { t } = useWords();
  if (!isUsed({ uses, people, openTasks })) return <p className={css["about"]}>{t("role.unused")}</p>;
  return (
    <div className={css["form"]}>
      <p className={css["about"]}>{t("role.usedText")}</p>
      <ul>
        {uses.map((use) => (
          <li key={`${use.kind} ${use.key} ${use.draftId ?? ""}`}>
            <Where use={use} />
            {use.elements.length > 0 && `: ${use.elements.map(({ id, name }) => name ?? id).join(", ")}`}
          </li>
        ))}
        {people.length > 0 && (
          <li>{t("role.usedBy", { count: people.length, names: people.map(({ name }) => name).join(", ") })}</li>
        )}
        {openTasks > 0 && <li>{t("role.openTasks", { count: openTasks })}</li>}
      </ul>
    </div>
  );
}

function Where({ use: { kind, key, name, draftId } }: { use: RoleUses["uses"][number] }) {
  const { t } = useWords();
  if (draftId !== null)
    return (
      <Link to="/drafts/$id" params={{ id: draftId }} search={{}}>
        {t("role.inDraft", { name })}
      </Link>
    );
  if (kind === "ruleSet")
    return (
      <Link to="/rules/$key" params={{ key }} search={{}}>
        {t("role.inRules", { name })}
      </Link>
    );
  return (
    <Link to="/processes/$key" params={{ key }} search={{}}>
      {t("role.inProcess", { name })}
    </Link>
  );
}

function isUsed({ uses, people, openTasks }: RoleUses): boolean {
  return uses.length > 0 || people.length > 0 || openTasks > 0;
}
