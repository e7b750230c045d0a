import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Zap } from "lucide-react";
import { useState } from "react";
import type { Timer } from "../../../server/http/wire.ts";
import { sessionQuery } from "../../api/queries.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { Ago } from "../lists/Ago.tsx";
import { CaseCell, CaseHeads, caseName, PlaceCell } from "../lists/CaseCell.tsx";
import { mayRepair } from "../may.ts";
import ops from "../Ops.module.css";
import { FireDialog, MoveTimerDialog, type InstanceTimer } from "./TimerDialogs.tsx";

type Act = { readonly does: "fire" | "move"; readonly timer: InstanceTimer };

/** Timers as a table; those of instances can be fired and moved. */
export function TimerTable({ timers }: { timers: readonly Timer[] }) {
  const { t } = useWords();
  const [act, setAct] = useState<Act | null>(null);
  const Shown = act === null ? null : { fire: FireDialog, move: MoveTimerDialog }[act.does];
  return (
    <>
      <table className={ops["table"]}>
        <thead>
          <tr>
            <CaseHeads />
            <th scope="col">{t("opsList.due")}</th>
            <th scope="col">{t("opsList.action")}</th>
          </tr>
        </thead>
        <tbody>
          {timers.map((timer) => (
            <Line
              key={`${timer.instanceId}${timer.waitId}${timer.elementId}${timer.processKey}`}
              timer={timer}
              onAct={setAct}
            />
          ))}
        </tbody>
      </table>
      {act !== null && Shown !== null && <Shown timer={act.timer} onClose={() => setAct(null)} />}
    </>
  );
}

function Line({ timer, onAct }: { timer: Timer; onAct: (act: Act) => void }) {
  const { t, language } = useWords();
  const { instanceId, waitId, isSuspended, dueAt } = timer;
  const ofInstance = instanceId === null || waitId === null ? null : { ...timer, instanceId, waitId };
  return (
    <tr>
      {ofInstance === null ? <td>{t("opsTimer.start")}</td> : <CaseCell of={ofInstance} tab="waits" />}
      <td>{timer.customer ?? "–"}</td>
      <PlaceCell {...timer} />
      <td>
        <time className={ops["instant"]} dateTime={dueAt}>
          {instantText(dueAt, language)}
        </time>
        <span className={ops["sub"]}>
          <Ago at={dueAt} />
        </span>
        {isSuspended && <Chip tone="warn">{t("status.suspended")}</Chip>}
      </td>
      <td className={ops["acts"]}>{ofInstance !== null && <Acts timer={ofInstance} onAct={onAct} />}</td>
    </tr>
  );
}

function Acts({ timer, onAct }: { timer: InstanceTimer; onAct: (act: Act) => void }) {
  const { t } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const noRight = mayRepair(session) ? undefined : t("instance.noRight");
  const name = caseName(timer);
  return (
    <>
      <Button
        icon={<Zap aria-hidden="true" />}
        label={`${t("opsTimer.fire")} ${name}`}
        declined={noRight}
        onPress={() => onAct({ does: "fire", timer })}
      />
      <Button
        icon={<CalendarClock aria-hidden="true" />}
        label={`${t("opsTimer.move")} ${name}`}
        declined={noRight}
        onPress={() => onAct({ does: "move", timer })}
      />
    </>
  );
}
