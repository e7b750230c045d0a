import { useQuery } from "@tanstack/react-query";
import { Chip } from "../kit/Chip.tsx";
import { TableHead } from "../kit/TableHead.tsx";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { Awaited } from "./Awaited.tsx";
import { callsQuery, type ConnectorCall } from "./queries.ts";
import css from "./Admin.module.css";

/** What a connector did lately. */
export function ConnectorCalls({ id }: { id: string }) {
  const { t } = useWords();
  const calls = useQuery(callsQuery(id));
  return (
    <section>
      <h3>{t("connector.calls")}</h3>
      <Awaited query={calls} rows={3}>
        {({ items }) =>
          items.length === 0 ? <p className={css["about"]}>{t("connector.noCalls")}</p> : <Calls calls={items} />
        }
      </Awaited>
    </section>
  );
}

const tones = { ok: "ok", refused: "warn", failed: "bad" } as const;

function Calls({ calls }: { calls: readonly ConnectorCall[] }) {
  const { t, language } = useWords();
  return (
    <table className={css["table"]}>
      <TableHead
        columns={[t("connector.callAt"), t("connector.callWhat"), t("connector.callOutcome"), t("connector.callTime")]}
      />
      <tbody>
        {calls.map((call) => (
          <tr key={call.id}>
            <td className={css["when"]}>{instantText(call.at, language)}</td>
            <td className={css["wrap"]}>
              {call.operation} <span className={css["answer"]}>{call.error ?? call.target}</span>
            </td>
            <td>
              <Chip tone={tones[call.outcome]}>
                {t(`connector.outcome.${call.outcome}`)}
                {call.status === null ? "" : ` ${call.status}`}
              </Chip>
            </td>
            <td className={css["when"]}>{call.milliseconds} ms</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
