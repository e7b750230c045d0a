import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { rolesQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import { Field } from "../form/fields/Field.tsx";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { CopyButton } from "../kit/states.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import { permissionLabels } from "./permissionNames.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

/** Creates a token, and shows its secret this one time. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined) return <Created secret={secret} onClose={onClose} />;
  return <Asking onCreated={setSecret} onClose={onClose} />;
}

function Asking({ onCreated, onClose }: { onCreated: (secret: string) => void; onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [permissions, setPermissions] = useState<readonly string[]>([]);
  const [isAsked, setAsked] = useState(false);
  const { data } = useQuery(rolesQuery);
  const options = (data?.permissions ?? []).map((value) => ({ value, label: permissionLabels(value) }));
  const create = useChange({
    run: () => request<{ secret: string }>("POST", "/api/tokens", { body: { name: name.trim(), permissions } }),
    onDone: ({ secret }) => onCreated(secret),
  });
  const run = () => {
    setAsked(true);
    if (name.trim() !== "" && permissions.length > 0) create.mutate(undefined);
  };
  return (
    <Dialog
      title={t("token.new")}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={create.isPending} onPress={run}>
            {t("token.create")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <TextInput
          label={t("token.name")}
          value={name}
          onChange={setName}
          help={t("token.nameHelp")}
          error={isAsked && name.trim() === "" ? t("token.needName") : undefined}
          isRequired
          autoFocus
          maxLength={100}
        />
        <Field
          field={{ key: "permissions", type: "multi", label: permissionLabels("permissions"), options }}
          label={t("token.scopes")}
          help={t("token.scopesHelp")}
          error={isAsked && permissions.length === 0 ? t("token.needScope") : undefined}
          value={permissions}
          isRequired
          isDisabled={false}
          onChange={(chosen) => setPermissions(Array.isArray(chosen) ? chosen.map(String) : [])}
        />
      </div>
    </Dialog>
  );
}

function Created({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog
      isAlert
      title={t("token.createdTitle")}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t("token.done")}
        </Button>
      }
    >
      <div className={css["form"]}>
        <p className={css["about"]}>{t("token.createdText")}</p>
        <p className={css["shown"]}>
          <span className={css["spoken"]}>{t("token.secret")}</span>
          <code>{secret}</code>
          <CopyButton text={secret} />
        </p>
      </div>
    </Dialog>
  );
}
