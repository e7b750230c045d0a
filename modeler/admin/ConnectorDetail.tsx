import { FlaskConical, Power, Trash2 } from "lucide-react";
import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { useWords } from "../words/language.tsx";
import { ConnectorCalls } from "./ConnectorCalls.tsx";
import { StateChips, TestChip } from "./ConnectorList.tsx";
import { ConnectorSettings } from "./ConnectorSettings.tsx";
import { DeleteConnector } from "./DeleteConnector.tsx";
import { Secrets } from "./Secrets.tsx";
import { TestSteps } from "./TestSteps.tsx";
import type { Connector, ConnectorKind, ConnectorTest } from "./queries.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";
import { tags } from "../words/tags.ts";

type DetailProps = { readonly connector: Connector; readonly kind: ConnectorKind; readonly onGone: () => void };

/** A connector: what it is told, what it keeps secret, whether it works, and what it did. */
export function ConnectorDetail({ connector, kind, onGone }: DetailProps) {
  const { t, pick } = useWords();
  const [isDeleting, setDeleting] = useState(false);
  const test = useChange({
    run: () => request<ConnectorTest>("POST", `/api/connectors/${connector.id}/test`),
  });
  return (
    <article className={css["connector"]}>
      <header>
        <h2>{connector.name}</h2>
        <span className={css["chips"]}>
          <Chip>{pick(kind.capabilityLabel)}</Chip>
          <StateChips connector={connector} />
          <TestChip connector={connector} />
        </span>
        <p className={css["about"]}>{pick(kind.about)}</p>
        {connector.pollError !== null && (
          <p className={css["warning"]}>{t("connector.pollFailed", { reason: connector.pollError })}</p>
        )}
        <div className={css["actions"]}>
          <Button
            icon={<FlaskConical aria-hidden="true" />}
            isPending={test.isPending}
            onPress={() => test.mutate(undefined)}
          >
            {t("connector.test")}
          </Button>
          <PowerButton connector={connector} kind={kind} />
          <span className={css["gap"]} />
          <Button kind="plain" icon={<Trash2 aria-hidden="true" />} onPress={() => setDeleting(true)}>
            {t("connector.delete")}
          </Button>
        </div>
      </header>
      <TestSteps test={connector.test} isTesting={test.isPending} />
      <ConnectorSettings connector={connector} kind={kind} />
      {kind.secrets.length > 0 && <Secrets connector={connector} kind={kind} />}
      <ConnectorCalls id={connector.id} />
      {isDeleting && <DeleteConnector connector={connector} onGone={onGone} onClose={() => setDeleting(false)} />}
    </article>
  );
}

function PowerButton({ connector, kind }: Omit<DetailProps, "onGone">) {
  const { t, language, pick } = useWords();
  const { id, isEnabled, missingSecrets } = connector;
  const turn = useChange({
    run: () => request<void>("PATCH", `/api/connectors/${id}`, { body: { isEnabled: !isEnabled } }),
    said: isEnabled ? "connector.disabled" : "connector.enabled",
  });
  const missing = kind.secrets.filter(({ key }) => missingSecrets.includes(key)).map(({ label }) => pick(label));
  const declined =
    isEnabled || missing.length === 0
      ? undefined
      : t("connector.needsSecrets", { names: new Intl.ListFormat(tags[language]).format(missing) });
  return (
    <Button
      kind={isEnabled ? "quiet" : "primary"}
      icon={<Power aria-hidden="true" />}
      declined={declined}
      isPending={turn.isPending}
      onPress={() => turn.mutate(undefined)}
    >
      {t(isEnabled ? "connector.disable" : "connector.enable")}
    </Button>
  );
}
