import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { rolesQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { Field } from "../../form/fields/Field.tsx";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { keyOf } from "../../processes/key.ts";
import { useWords } from "../../words/language.tsx";
import { permissionLabels } from "../permissionNames.ts";
import type { Role } from "../queries.ts";
import { useChange } from "../useChange.ts";
import css from "../Admin.module.css";

type RoleDialogProps = {
  /** The role to be changed; without one a new one is made. */
  readonly role?: Role;
  readonly onDone: (key: string) => void;
  readonly onClose: () => void;
};

/** Makes a role, or gives one other names and permissions. One that allows nothing is a group. */
export function RoleDialog({ role, onDone, onClose }: RoleDialogProps) {
  const { t } = useWords();
  const [names, setNames] = useState(role?.names ?? { de: "", en: "" });
  const [permissions, setPermissions] = useState<readonly string[]>(role?.permissions ?? []);
  const [isAsked, setAsked] = useState(false);
  const { data: { items, permissions: known } = nothing } = useQuery(rolesQuery);
  const key = role?.key ?? keyOfEither(names);
  const isTaken = role === undefined && items.some((one) => one.key === key);
  const says = role === undefined ? fresh : existing;
  const save = useChange({
    run: () => send(role, { key, names: { de: names.de.trim(), en: names.en.trim() }, permissions }),
    said: says.done,
    onDone: () => {
      onDone(key);
      onClose();
    },
  });
  const run = () => {
    setAsked(true);
    const isNamed = [names.de, names.en].every((name) => name.trim() !== "") && key !== "";
    if (isNamed && !isTaken) save.mutate(undefined);
  };
  return (
    <Dialog
      title={t(says.title)}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={save.isPending} onPress={run}>
            {t(says.run)}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <Names value={names} onChange={setNames} roleKey={key} isTaken={isTaken} isAsked={isAsked} />
        <Permissions value={permissions} known={known} onChange={setPermissions} />
        {role !== undefined && <p className={css["about"]}>{t("role.atOnce")}</p>}
      </div>
    </Dialog>
  );
}

/** What processes call a role by its German or else its English name; empty while neither has the letters of a key. */
function keyOfEither({ de, en }: { readonly de: string; readonly en: string }): string {
  return [de, en].map(keyOf).find((key) => key.length > 1) ?? "";
}

const fresh = { title: "role.new", run: "role.create", done: "role.created" } as const;
const existing = { title: "role.edit", run: "role.save", done: "role.saved" } as const;
const nothing = { items: [], permissions: [] } as const;

type NamesProps = {
  readonly value: NonNullable<Role["names"]>;
  readonly onChange: (names: NonNullable<Role["names"]>) => void;
  readonly roleKey: string;
  readonly isTaken: boolean;
  /** Somebody has tried to save: what is missing is said. */
  readonly isAsked: boolean;
};

function Names({ value, onChange, roleKey, isTaken, isAsked }: NamesProps) {
  const { t } = useWords();
  const missing = (text: string) => (isAsked && text.trim() === "" ? t("role.needName") : undefined);
  const isWithoutKey = isAsked && roleKey === "" && value.de.trim() !== "" && value.en.trim() !== "";
  const wrong = isTaken ? t("role.taken", { key: roleKey }) : isWithoutKey ? t("role.needLetters") : missing(value.de);
  return (
    <>
      <TextInput
        label={t("role.nameDe")}
        value={value.de}
        onChange={(de) => onChange({ ...value, de })}
        help={roleKey !== "" ? t("role.key", { key: roleKey }) : t("role.keyHelp")}
        error={wrong}
        isRequired
        autoFocus
        maxLength={60}
      />
      <TextInput
        label={t("role.nameEn")}
        value={value.en}
        onChange={(en) => onChange({ ...value, en })}
        error={missing(value.en)}
        isRequired
        maxLength={60}
      />
    </>
  );
}

type PermissionsProps = {
  readonly value: readonly string[];
  readonly known: readonly string[];
  readonly onChange: (permissions: readonly string[]) => void;
};

function Permissions({ value, known, onChange }: PermissionsProps) {
  const { t } = useWords();
  const options = known.map((one) => ({ value: one, label: permissionLabels(one) }));
  return (
    <Field
      field={{ key: "permissions", type: "multi", label: permissionLabels("permissions"), options }}
      label={t("token.scopes")}
      help={t("role.permissionsHelp")}
      error={undefined}
      value={value}
      isRequired={false}
      isDisabled={false}
      onChange={(chosen) => onChange(Array.isArray(chosen) ? chosen.map(String) : [])}
    />
  );
}

type Body = { readonly key: string; readonly names: Role["names"]; readonly permissions: readonly string[] };

function send(role: Role | undefined, { key, names, permissions }: Body): Promise<void> {
  if (role === undefined) return request("POST", "/api/roles", { body: { key, names, permissions } });
  return request("PATCH", `/api/roles/${encodeURIComponent(key)}`, { body: { names, permissions } });
}
