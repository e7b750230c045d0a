import { useWords } from "../../../words/language.tsx";
import { Feel } from "../../fields/Feel.tsx";
import { extension, textOf } from "../../island/moddle.ts";
import { setExtension } from "../../island/write.ts";
import { usePlace } from "../place.tsx";
import { Section } from "../Section.tsx";

const parts = ["businessKey", "title", "customer", "priority"] as const;

/** What an instance is about: how lists name it and how it is found. */
export function Subject() {
  const { t } = useWords();
  const place = usePlace();
  const subject = extension(place.owner, "ablauf:Subject");
  return (
    <Section title={t("panel.subject")}>
      {parts.map((part) => (
        <Feel
          key={part}
          label={t(`subject.${part}`)}
          value={textOf(subject, part)}
          onChange={(value) => setExtension(place, "ablauf:Subject", { [part]: value })}
          help={part === "businessKey" ? t("panel.subjectHelp") : undefined}
        />
      ))}
    </Section>
  );
}
