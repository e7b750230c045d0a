import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { useWords } from "../words/language.tsx";
import { ConnectorFields } from "./ConnectorFields.tsx";
import type { Connector, ConnectorKind } from "./queries.ts";
import { useChange } from "./useChange.ts";
import { useSettings, type Settings } from "./useSettings.ts";
import css from "./Admin.module.css";

type SettingsProps = { readonly connector: Connector; readonly kind: ConnectorKind };

/** Changes name, mode and settings of a connector; warns before its secrets are forgotten. */
export function ConnectorSettings({ connector, kind }: SettingsProps) {
  const { t } = useWords();
  const [name, setName] = useState(connector.name);
  const [mode, setMode] = useState(connector.mode);
  const settings = useSettings(kind, connector.settings);
  const nameProblem = name.trim() === "" ? t("connector.nameMissing") : undefined;
  const save = useChange({
    run: (body: object) => request<void>("PATCH", `/api/connectors/${connector.id}`, { body }),
    said: "connector.saved",
  });
  const run = () => {
    const values = settings.read();
    if (values !== null && nameProblem === undefined) save.mutate({ name: name.trim(), mode, settings: values });
  };
  return (
    <section className={css["form"]}>
      <h3>{t("connector.settings")}</h3>
      <ConnectorFields
        kind={kind}
        name={name}
        nameProblem={nameProblem}
        mode={mode}
        settings={settings}
        onName={setName}
        onMode={setMode}
      />
      {willForget(connector, kind, settings) && (
        <p className={css["warning"]} role="status">
          {t("connector.forgets")}
        </p>
      )}
      <div className={css["actions"]}>
        <Button isPending={save.isPending} onPress={run}>
          {t("common.save")}
        </Button>
      </div>
    </section>
  );
}

function willForget({ secrets, settings }: Connector, { address }: ConnectorKind, { values }: Settings): boolean {
  const isOther = (key: string) => JSON.stringify(values[key] ?? null) !== JSON.stringify(settings[key] ?? null);
  return secrets.length > 0 && address.some(isOther);
}
