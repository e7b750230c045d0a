import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { Chip } from "../kit/Chip.tsx";
import { classes } from "../kit/classes.ts";
import { useWords } from "../words/language.tsx";
import type { Connector, ConnectorKind } from "./queries.ts";
import css from "./Admin.module.css";
import sideList from "./SideList.module.css";

type ListProps = {
  readonly connectors: readonly Connector[];
  readonly kinds: readonly ConnectorKind[];
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
};

/** Connectors under the capability that they bring. */
export function ConnectorList({ connectors, kinds, open, onOpen }: ListProps) {
  const { pick } = useWords();
  const groups = [...Map.groupBy(connectors, ({ capability }) => capability)];
  return (
    <div className={sideList["list"]}>
      {groups.map(([capability, members]) => {
        const label = kinds.find((kind) => kind.capability === capability)?.capabilityLabel;
        return (
          <section key={capability} className={sideList["group"]}>
            <h2>{label === undefined ? capability : pick(label)}</h2>
            <ul>
              {members.map((each) => (
                <li key={each.id}>
                  <Line
                    connector={each}
                    kind={kinds.find(({ key }) => key === each.kind)}
                    isOpen={each.id === open}
                    onOpen={onOpen}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

type LineProps = {
  readonly connector: Connector;
  readonly kind: ConnectorKind | undefined;
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
};

function Line({ connector, kind, isOpen, onOpen }: LineProps) {
  const { pick } = useWords();
  return (
    <button
      type="button"
      className={classes(sideList["line"], isOpen && sideList["isOpen"])}
      aria-current={isOpen ? "true" : undefined}
      onClick={() => onOpen(connector.id)}
    >
      <span className={sideList["lineName"]}>{connector.name}</span>
      <span className={sideList["lineKind"]}>{kind === undefined ? connector.kind : pick(kind.label)}</span>
      <span className={css["chips"]}>
        <StateChips connector={connector} />
        <TestChip connector={connector} />
      </span>
    </button>
  );
}

/** Whether it is used, and whether it only pretends. */
export function StateChips({ connector }: { connector: Connector }) {
  const { t } = useWords();
  return (
    <>
      <Chip tone={connector.isEnabled ? "ok" : "neutral"}>
        {t(connector.isEnabled ? "connector.on" : "connector.off")}
      </Chip>
      {connector.mode === "simulator" && <Chip tone="info">{t("connector.simulator")}</Chip>}
    </>
  );
}

/** What the last test found. */
export function TestChip({ connector: { test } }: { connector: Connector }) {
  const { t } = useWords();
  if (test === null) return <Chip icon={<CircleDashed size={14} aria-hidden="true" />}>{t("connector.untested")}</Chip>;
  const Icon = test.isFine ? CircleCheck : CircleAlert;
  return (
    <Chip tone={test.isFine ? "ok" : "bad"} icon={<Icon size={14} aria-hidden="true" />}>
      {t(test.isFine ? "connector.testFine" : "connector.testFailed")}
    </Chip>
  );
}
