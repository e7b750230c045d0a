import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import type { Connector, ConnectorKind } from "./queries.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

/** The secrets of a connector: they are put or forgotten, and never shown. */
export function Secrets({ connector, kind }: { connector: Connector; kind: ConnectorKind }) {
  const { t } = useWords();
  return (
    <section className={css["form"]}>
      <h3>{t("connector.secrets")}</h3>
      <p className={css["about"]}>{t("connector.secretsText")}</p>
      {kind.secrets.map((secret) => (
        <Secret key={secret.key} connector={connector} secret={secret} />
      ))}
    </section>
  );
}

type SecretProps = { readonly connector: Connector; readonly secret: ConnectorKind["secrets"][number] };

function Secret({ connector, secret }: SecretProps) {
  const { t, pick } = useWords();
  const [value, setValue] = useState("");
  const path = `/api/connectors/${connector.id}/secrets/${encodeURIComponent(secret.key)}`;
  const isKept = connector.secrets.includes(secret.key);
  const put = useChange({
    run: () => request<void>("PUT", path, { body: { value } }),
    said: "connector.secretPut",
    onDone: () => setValue(""),
  });
  const forget = useChange({ run: () => request<void>("DELETE", path), said: "connector.secretForgotten" });
  return (
    <form
      className={css["secret"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== "") put.mutate(undefined);
      }}
    >
      <TextInput
        label={isKept ? t("connector.secretNew", { name: pick(secret.label) }) : pick(secret.label)}
        type="password"
        autoComplete="off"
        value={value}
        onChange={setValue}
        help={secret.help === undefined ? undefined : pick(secret.help)}
        maxLength={20_000}
      />
      <SecretState isKept={isKept} isMissing={connector.missingSecrets.includes(secret.key)} />
      {value !== "" && (
        <Button type="submit" isPending={put.isPending}>
          {t("connector.putSecret")}
        </Button>
      )}
      {isKept && value === "" && (
        <Button kind="plain" isPending={forget.isPending} onPress={() => forget.mutate(undefined)}>
          {t("connector.forget")}
        </Button>
      )}
    </form>
  );
}

function SecretState({ isKept, isMissing }: { isKept: boolean; isMissing: boolean }) {
  const { t } = useWords();
  if (isKept) return <Chip tone="ok">{t("connector.secretKept")}</Chip>;
  if (isMissing) return <Chip tone="warn">{t("connector.secretMissing")}</Chip>;
  return <Chip>{t("connector.secretNone")}</Chip>;
}
