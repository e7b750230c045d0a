import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { request } from "../api/request.ts";
import { classes } from "../kit/classes.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { useWords } from "../words/language.tsx";
import { ConnectorFields, type Mode } from "./ConnectorFields.tsx";
import type { ConnectorKind } from "./queries.ts";
import { useChange } from "./useChange.ts";
import { useSettings } from "./useSettings.ts";
import css from "./Admin.module.css";
import connectorsCss from "./Connectors.module.css";
import sideList from "./SideList.module.css";

type NewProps = {
  readonly kinds: readonly ConnectorKind[];
  readonly onCreated: (id: string) => void;
  readonly onClose: () => void;
};

/** Adds a connector: first what kind, then its settings. */
export function NewConnector({ kinds, onCreated, onClose }: NewProps) {
  const [kind, setKind] = useState<ConnectorKind>();
  if (kind === undefined) return <KindChooser kinds={kinds} onChoose={setKind} onClose={onClose} />;
  return <SetUp kind={kind} onBack={() => setKind(undefined)} onCreated={onCreated} onClose={onClose} />;
}

type ChooserProps = Pick<NewProps, "kinds" | "onClose"> & { readonly onChoose: (kind: ConnectorKind) => void };

function KindChooser({ kinds, onChoose, onClose }: ChooserProps) {
  const { t, pick } = useWords();
  const [text, setText] = useState("");
  const found = kinds.filter((kind) =>
    [kind.label, kind.capabilityLabel, kind.about].some((each) =>
      pick(each).toLowerCase().includes(text.toLowerCase()),
    ),
  );
  return (
    <Dialog title={t("connector.kinds")} size="wide" onClose={onClose}>
      <div className={css["searchBox"]}>
        <SearchBox label={t("connector.findKind")} value={text} onChange={setText} />
      </div>
      {found.length === 0 && <p role="status">{t("connector.noKind", { text })}</p>}
      <ul className={connectorsCss["kinds"]}>
        {found.map((kind) => (
          <li key={kind.key}>
            <button
              type="button"
              className={classes(sideList["line"], connectorsCss["kind"])}
              onClick={() => onChoose(kind)}
            >
              <span className={sideList["lineKind"]}>{pick(kind.capabilityLabel)}</span>
              <span className={sideList["lineName"]}>{pick(kind.label)}</span>
              <span className={css["about"]}>{pick(kind.about)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

type SetUpProps = Pick<NewProps, "onCreated" | "onClose"> & {
  readonly kind: ConnectorKind;
  readonly onBack: () => void;
};

function SetUp({ kind, onBack, onCreated, onClose }: SetUpProps) {
  const { t, pick } = useWords();
  const [name, setName] = useState(pick(kind.label));
  const [mode, setMode] = useState<Mode>(kind.isSimulator ? "simulator" : "live");
  const settings = useSettings(kind, null);
  const nameProblem = name.trim() === "" ? t("connector.nameMissing") : undefined;
  const create = useChange({
    run: (body: object) => request<{ id: string }>("POST", "/api/connectors", { body }),
    said: "connector.created",
    onDone: ({ id }) => {
      onCreated(id);
      onClose();
    },
  });
  const run = () => {
    const values = settings.read();
    if (values !== null && nameProblem === undefined)
      create.mutate({ kind: kind.key, name: name.trim(), mode, settings: values });
  };
  return (
    <Dialog
      title={pick(kind.label)}
      onClose={onClose}
      actions={
        <>
          <Button icon={<ArrowLeft aria-hidden="true" />} onPress={onBack}>
            {t("connector.back")}
          </Button>
          <Button kind="primary" isPending={create.isPending} onPress={run}>
            {t("connector.create")}
          </Button>
        </>
      }
    >
      <p className={css["about"]}>{pick(kind.about)}</p>
      <ConnectorFields
        kind={kind}
        name={name}
        nameProblem={nameProblem}
        mode={mode}
        settings={settings}
        onName={setName}
        onMode={setMode}
      />
    </Dialog>
  );
}
