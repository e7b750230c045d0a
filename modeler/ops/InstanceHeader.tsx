import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CornerLeftUp, MessageSquareReply, TriangleAlert } from "lucide-react";
import { sessionQuery } from "../api/queries.ts";
import type { Instance } from "../api/types.ts";
import { Chip } from "../kit/Chip.tsx";
import { CopyButton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { Intervene } from "./intervene/Intervene.tsx";
import { mayRepair } from "./may.ts";
import { StatusChip } from "./StatusChip.tsx";
import css from "./Instance.module.css";

/** The process that tells the source of an alert what became of its ticket. */
const answering = "alert-answer";

/** Which instance it is, how it stands, and the way to its family. */
export function InstanceHeader({ instance }: { instance: Instance }) {
  const { t, language } = useWords();
  const { data: session } = useQuery(sessionQuery);
  return (
    <header className={css["header"]}>
      <div className={css["titles"]}>
        <nav aria-label={t("instance.trailOfCrumbs")} className={css["crumbs"]}>
          <Link to="/ops" search={{}}>
            {t("shell.ops")}
          </Link>
          <span aria-hidden="true">/</span>
          <Link to="/ops" search={{ process: instance.processKey }}>
            {instance.processName}
          </Link>
          <span>{t("instance.version", { version: instance.version })}</span>
        </nav>
        <h1>{instance.title ?? instance.processName}</h1>
        <p className={css["meta"]}>
          <StatusChip status={instance.status} isSuspended={instance.isSuspended} />
          {instance.faultList.length > 0 && (
            <Chip tone="bad" icon={<TriangleAlert aria-hidden="true" />}>
              {t("ops.faults", { count: instance.faultList.length })}
            </Chip>
          )}
          {instance.businessKey !== null && <strong>{instance.businessKey}</strong>}
          {instance.customer !== null && <span>{instance.customer}</span>}
          <span>{t("instance.since", { at: instantText(instance.startedAt, language) })}</span>
          {instance.endedAt !== null && (
            <span>{t("instance.until", { at: instantText(instance.endedAt, language) })}</span>
          )}
          <span className={css["id"]}>
            <code>{instance.id.slice(0, 8)}</code>
            <CopyButton text={instance.id} />
          </span>
        </p>
        {instance.errorMessage !== null && <p className={css["error"]}>{instance.errorMessage}</p>}
      </div>
      <div className={css["actions"]}>
        <Family instance={instance} />
        <Intervene instance={instance} declined={mayRepair(session) ? undefined : t("instance.noRight")} />
      </div>
    </header>
  );
}

/** The way to what called it, and to what it is one of. */
function Family({ instance: { parentId, processKey, businessKey } }: { instance: Instance }) {
  const { t } = useWords();
  return (
    <>
      {parentId !== null && (
        <Link to="/ops/$id" params={{ id: parentId }} search={{}} className={css["parent"] ?? ""}>
          <CornerLeftUp size={16} aria-hidden="true" />
          {t("instance.parent")}
        </Link>
      )}
      {processKey === answering && businessKey !== null && (
        <Link to="/ops/alert-answers" search={{ search: businessKey }} className={css["parent"] ?? ""}>
          <MessageSquareReply size={16} aria-hidden="true" />
          {t("ops.alertAnswers")}
        </Link>
      )}
    </>
  );
}
