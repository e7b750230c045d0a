import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import type { Batch } from "../../../server/http/wire.ts";
import { Chip, type Tone } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import ops from "../Ops.module.css";

type Item = Batch["items"][number];

const tones: Readonly<Record<Item["state"], Tone>> = {
  open: "neutral",
  done: "ok",
  refused: "bad",
  failed: "bad",
  skipped: "warn",
};

/** What became of each instance of a batch. */
export function BatchItems({ items }: { items: readonly Item[] }) {
  const { t } = useWords();
  return (
    <table className={ops["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("batch.instance")}</th>
          <th scope="col">{t("shell.customer")}</th>
          <th scope="col">{t("batch.state")}</th>
          <th scope="col">{t("batch.why")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Line key={item.instanceId} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ item }: { item: Item }) {
  const { t } = useWords();
  const { instanceId, name, businessKey, customer, faults, state, detail, complaints } = item;
  return (
    <tr>
      <td>
        {name === null ? (
          t("batch.hidden")
        ) : (
          <Link to="/ops/$id" params={{ id: instanceId }} search={{}} className={ops["case"] ?? ""}>
            <strong>{name}</strong>
          </Link>
        )}
        <span className={ops["sub"]}>{businessKey ?? instanceId.slice(0, 8)}</span>
      </td>
      <td>{customer ?? "–"}</td>
      <td>
        <span className={ops["chips"]}>
          <Chip tone={tones[state]}>{t(`batch.item.${state}`)}</Chip>
          {state === "done" && faults > 0 && (
            <Chip tone="bad" icon={<TriangleAlert aria-hidden="true" />}>
              {t("ops.faults", { count: faults })}
            </Chip>
          )}
        </span>
      </td>
      <td>
        {detail}
        {complaints.map(({ place, message }) => (
          <span key={`${place} ${message}`} className={ops["sub"]}>
            {message}
          </span>
        ))}
      </td>
    </tr>
  );
}
