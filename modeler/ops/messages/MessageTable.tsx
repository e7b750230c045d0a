import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Send, Trash2 } from "lucide-react";
import { useState } from "react";
import type { KeptMessage } from "../../../server/http/wire.ts";
import { sessionQuery } from "../../api/queries.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip, type Tone } from "../../kit/Chip.tsx";
import { useTextOfNow } from "../../kit/now.ts";
import { useWords } from "../../words/language.tsx";
import { durationText } from "../../words/time.ts";
import { Ago } from "../lists/Ago.tsx";
import { mayRepair } from "../may.ts";
import ops from "../Ops.module.css";
import { ContentDialog, DiscardDialog } from "./MessageDialogs.tsx";
import { HandDialog } from "./HandDialog.tsx";

const dialogs = { show: ContentDialog, hand: HandDialog, discard: DiscardDialog } as const;
type Act = { readonly does: keyof typeof dialogs; readonly message: KeptMessage };
const tones: Readonly<Record<KeptMessage["state"], Tone>> = { buffered: "warn", expired: "bad", taken: "ok" };

/** Kept messages as a table, with what can be done about each. */
export function MessageTable({ messages }: { messages: readonly KeptMessage[] }) {
  const { t } = useWords();
  const [act, setAct] = useState<Act | null>(null);
  const Shown = act === null ? null : dialogs[act.does];
  return (
    <>
      <table className={ops["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("opsMessage.message")}</th>
            <th scope="col">{t("opsMessage.keyOf")}</th>
            <th scope="col">{t("opsMessage.state")}</th>
            <th scope="col">{t("opsMessage.age")}</th>
            <th scope="col">{t("opsMessage.left")}</th>
            <th scope="col">{t("opsList.action")}</th>
          </tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <Line key={message.id} message={message} onAct={(does) => setAct({ does, message })} />
          ))}
        </tbody>
      </table>
      {act !== null && Shown !== null && <Shown message={act.message} onClose={() => setAct(null)} />}
    </>
  );
}

type LineProps = { readonly message: KeptMessage; readonly onAct: (does: Act["does"]) => void };

function Line({ message, onAct }: LineProps) {
  const { t } = useWords();
  const { name, correlationKey, businessKey, state, takenBy, publishedAt, expiresAt } = message;
  return (
    <tr>
      <td>
        <button type="button" className={ops["case"]} title={t("opsMessage.show")} onClick={() => onAct("show")}>
          <strong>{name}</strong>
        </button>
        {businessKey !== null && <span className={ops["sub"]}>{businessKey}</span>}
      </td>
      <td>{correlationKey ?? <span className={ops["sub"]}>{t("opsMessage.noKey")}</span>}</td>
      <td>
        <Chip tone={tones[state]}>{t(`opsMessage.state.${state}`)}</Chip>
      </td>
      <td>
        <Ago at={publishedAt} />
      </td>
      <td>{state === "buffered" ? <Left until={expiresAt} /> : "–"}</td>
      <td className={ops["acts"]}>
        {takenBy === null ? (
          <Acts message={message} onAct={onAct} />
        ) : (
          <Link to="/ops/$id" params={{ id: takenBy }} search={{}}>
            {t("opsMessage.takenBy")}
          </Link>
        )}
      </td>
    </tr>
  );
}

function Left({ until }: { until: string | null }) {
  const { t, language } = useWords();
  const text = useTextOfNow((now) =>
    until === null ? t("opsMessage.forever") : durationText(Math.max(0, Date.parse(until) - now), language),
  );
  return <>{text}</>;
}

function Acts({ message, onAct }: LineProps) {
  const { t } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const noRight = mayRepair(session) ? undefined : t("instance.noRight");
  const called = `${message.name} ${message.correlationKey ?? ""}`.trim();
  return (
    <>
      <Button
        icon={<Send aria-hidden="true" />}
        label={`${t("opsMessage.hand")} ${called}`}
        declined={noRight}
        onPress={() => onAct("hand")}
      />
      {message.state === "buffered" && (
        <Button
          icon={<Trash2 aria-hidden="true" />}
          label={`${t("opsMessage.discard")} ${called}`}
          declined={noRight}
          onPress={() => onAct("discard")}
        />
      )}
    </>
  );
}
