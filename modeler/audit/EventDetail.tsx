import { Link } from "@tanstack/react-router";
import { Filter, Images, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import type { FoundEvent } from "../../server/http/wireTrail.ts";
import { Button } from "../kit/Button.tsx";
import { JsonTree } from "../kit/JsonTree.tsx";
import { PersonName } from "../kit/PersonName.tsx";
import { CopyButton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { clockText, dayText } from "../words/time.ts";
import css from "./Audit.module.css";

export type EventDetailProps = { readonly event: FoundEvent; readonly onObject: (key: string) => void };

/** One event: what followed from it, its data, its place in the chain. */
export function EventDetail({ event, onObject }: EventDetailProps) {
  const { t, language } = useWords();
  return (
    <article className={css["event"]}>
      <header>
        <h2>{event.text}</h2>
        <p>
          {dayText(event.at, language)}, {clockText(event.at, language)} · <PersonName login={event.actor} />
        </p>
        <Ways event={event} onObject={onObject} />
      </header>
      {event.facts.length > 0 && (
        <Section title={t("audit.facts")}>
          <ol className={css["facts"]}>
            {event.facts.map((fact, index) => (
              <li key={`${fact.type} ${index}`}>{fact.text}</li>
            ))}
          </ol>
        </Section>
      )}
      {Object.keys(Object(event.data)).length > 0 && (
        <Section title={t("audit.data")}>
          <JsonTree value={event.data} />
        </Section>
      )}
      <Section title={t("audit.chain")}>
        <dl className={css["pairs"]}>
          <dt>{t("audit.stream")}</dt>
          <dd>
            <code>{event.streamId}</code>
          </dd>
          <dt>{t("audit.number")}</dt>
          <dd>{event.seq}</dd>
          <dt>{t("audit.hash")}</dt>
          <dd className={css["hash"]}>
            <code>{event.hash}</code>
            <CopyButton text={event.hash} />
          </dd>
          {event.requestId !== null && (
            <>
              <dt>{t("audit.request")}</dt>
              <dd>
                <code>{event.requestId}</code>
              </dd>
            </>
          )}
        </dl>
      </Section>
    </article>
  );
}

/** Where one goes on from an event. */
function Ways({ event, onObject }: EventDetailProps) {
  const { t } = useWords();
  const key = event.case?.businessKey;
  const process = /^process:(.+)$/.exec(event.streamId)?.[1];
  return (
    <div className={css["actions"]}>
      {event.case !== null && (
        <Link to="/ops/$id" params={{ id: event.case.instanceId }} search={{}} className={css["link"] ?? ""}>
          <Workflow size={16} aria-hidden="true" />
          {event.case.title ?? event.case.processName}
        </Link>
      )}
      {process !== undefined && (
        <Link to="/audit" search={{ tab: "versions", process }} className={css["link"] ?? ""}>
          <Images size={16} aria-hidden="true" />
          {t("audit.toVersions")}
        </Link>
      )}
      {key !== null && key !== undefined && (
        <Button kind="plain" icon={<Filter aria-hidden="true" />} onPress={() => onObject(key)}>
          {t("audit.onlyCase")}
        </Button>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
