import { useQuery } from "@tanstack/react-query";
import { Lock, LockOpen, PencilLine, Plus } from "lucide-react";
import { useState } from "react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { TableHead } from "../../kit/TableHead.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import css from "../Admin.module.css";
import { Awaited } from "../Awaited.tsx";
import { tenantsQuery } from "../queries.ts";
import type { Tenant } from "../queries.ts";
import { useChange } from "../useChange.ts";
import { LockTenant } from "./LockTenant.tsx";
import { NewTenant } from "./NewTenant.tsx";
import { RenameTenant } from "./RenameTenant.tsx";

type Asked = { readonly what: "rename" | "lock"; readonly tenant: Tenant };

/** Who has data of their own in this installation; for the administrators of the tenant that runs it. */
export function Tenants() {
  const { t } = useWords();
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const tenants = useQuery(tenantsQuery);
  const close = () => setAsked(undefined);
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{t("tenant.about")}</p>
        <span className={css["gap"]} />
        <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
          {t("tenant.new")}
        </Button>
      </div>
      <div className={css["page"]}>
        <Awaited query={tenants} rows={3}>
          {({ items }) => <TenantTable tenants={items} onAsk={setAsked} />}
        </Awaited>
      </div>
      {isAdding && <NewTenant onClose={() => setAdding(false)} />}
      {asked?.what === "rename" && <RenameTenant tenant={asked.tenant} onClose={close} />}
      {asked?.what === "lock" && <LockTenant tenant={asked.tenant} onClose={close} />}
    </>
  );
}

type TableProps = { readonly tenants: readonly Tenant[]; readonly onAsk: (asked: Asked) => void };

function TenantTable({ tenants, onAsk }: TableProps) {
  const { t } = useWords();
  return (
    <table className={css["table"]}>
      <TableHead
        columns={[t("tenant.name"), t("tenant.id"), t("tenant.peopleTitle"), t("tenant.since"), t("tenant.state")]}
        actions={t("person.actions")}
      />
      <tbody>
        {tenants.map((tenant) => (
          <Line key={tenant.id} tenant={tenant} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ tenant, onAsk }: Omit<TableProps, "tenants"> & { readonly tenant: Tenant }) {
  const { t, language } = useWords();
  return (
    <tr>
      <th scope="row">{tenant.name}</th>
      <td>
        <code>{tenant.id}</code>
      </td>
      <td>{t("tenant.people", { count: tenant.people })}</td>
      <td className={css["when"]}>{instantText(tenant.createdAt, language)}</td>
      <td>
        <State tenant={tenant} />
      </td>
      <td className={css["rowActions"]}>
        <Button
          kind="plain"
          label={`${t("tenant.rename")}: ${tenant.name}`}
          icon={<PencilLine aria-hidden="true" />}
          onPress={() => onAsk({ what: "rename", tenant })}
        />
        {!tenant.isHome && <Turn tenant={tenant} onLock={() => onAsk({ what: "lock", tenant })} />}
      </td>
    </tr>
  );
}

function State({ tenant: { isHome, isEnabled } }: { readonly tenant: Tenant }) {
  const { t } = useWords();
  if (isHome) return <Chip tone="ok">{t("tenant.home")}</Chip>;
  return isEnabled ? <Chip tone="ok">{t("tenant.open")}</Chip> : <Chip tone="bad">{t("tenant.locked")}</Chip>;
}

/** To lock is asked about first; to let in again is not. */
function Turn({ tenant, onLock }: { readonly tenant: Tenant; readonly onLock: () => void }) {
  const { t } = useWords();
  const unlock = useChange({
    run: () => request<void>("PATCH", `/api/tenants/${tenant.id}`, { body: { isEnabled: true } }),
    said: "tenant.unlockedNow",
  });
  return (
    <Button
      kind="plain"
      label={`${t(tenant.isEnabled ? "tenant.lock" : "tenant.unlock")}: ${tenant.name}`}
      icon={tenant.isEnabled ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
      isPending={unlock.isPending}
      onPress={tenant.isEnabled ? onLock : () => unlock.mutate(undefined)}
    />
  );
}
