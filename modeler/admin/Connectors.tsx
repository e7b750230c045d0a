import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FlaskConical, Plug, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { ConnectorDetail } from "./ConnectorDetail.tsx";
import { ConnectorList } from "./ConnectorList.tsx";
import { NewConnector } from "./NewConnector.tsx";
import { connectorsQuery, kindsQuery, type Connector, type ConnectorKind } from "./queries.ts";
import css from "./Admin.module.css";
import connectorsCss from "./Connectors.module.css";
import { tags } from "../words/tags.ts";

/** What the house is connected to, and the connector that is looked at. */
export function Connectors() {
  const list = useQuery(connectorsQuery);
  const kinds = useQuery(kindsQuery);
  const error = list.error ?? kinds.error;
  const again = () => {
    void list.refetch();
    void kinds.refetch();
  };
  if (list.data !== undefined && kinds.data !== undefined)
    return <Loaded connectors={list.data.items} standIns={list.data.standIns} kinds={kinds.data.items} />;
  return error === null ? <Skeleton rows={8} height={48} /> : <Failure error={error} onRetry={again} />;
}

type LoadedProps = {
  readonly connectors: readonly Connector[];
  readonly standIns: readonly string[];
  readonly kinds: readonly ConnectorKind[];
};

function Loaded({ connectors, standIns, kinds }: LoadedProps) {
  const { t } = useWords();
  const { connector: openId } = useSearch({ from: "/shell/admin" });
  const navigate = useNavigate({ from: "/admin" });
  const [isAdding, setAdding] = useState(false);
  const show = (id: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, connector: id }), replace: true });
  const open = connectors.find(({ id }) => id === openId);
  const kind = kinds.find(({ key }) => key === open?.kind);
  const add = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
      {t("connector.new")}
    </Button>
  );
  return (
    <>
      <div className={css["tools"]}>
        <StandIns connectors={connectors} standIns={standIns} kinds={kinds} />
        {connectors.length > 0 && add}
      </div>
      {connectors.length === 0 ? (
        <Empty
          title={t("connector.none")}
          text={t("connector.noneText")}
          icon={<Plug aria-hidden="true" />}
          action={add}
        />
      ) : (
        <div className={css["split"]}>
          <ConnectorList connectors={connectors} kinds={kinds} open={openId} onOpen={show} />
          <section className={css["detail"]} aria-label={t("connector.one")}>
            {open === undefined || kind === undefined ? (
              <Empty
                title={t("connector.choose")}
                text={t("connector.chooseText")}
                icon={<Plug aria-hidden="true" />}
              />
            ) : (
              <ConnectorDetail key={open.id} connector={open} kind={kind} onGone={() => show(undefined)} />
            )}
          </section>
        </div>
      )}
      {isAdding && <NewConnector kinds={kinds} onCreated={show} onClose={() => setAdding(false)} />}
    </>
  );
}

/** For which capabilities a simulator answers at present. */
function StandIns({ connectors, standIns, kinds }: LoadedProps) {
  const { t, language, pick } = useWords();
  const enabled = connectors.filter(({ isEnabled }) => isEnabled);
  const alone = standIns.filter((each) => enabled.every(({ capability }) => capability !== each));
  const pretending = enabled.filter(({ mode }) => mode === "simulator").map(({ capability }) => capability);
  const names = [...new Set([...alone, ...pretending])].flatMap((each) => {
    const kind = kinds.find(({ capability }) => capability === each);
    return kind === undefined ? [] : [pick(kind.capabilityLabel)];
  });
  if (names.length === 0) return <span className={css["gap"]} />;
  return (
    <p className={connectorsCss["standIns"]}>
      <FlaskConical size={16} aria-hidden="true" />
      {t("connector.standIns", { names: new Intl.ListFormat(tags[language]).format(names) })}
    </p>
  );
}
