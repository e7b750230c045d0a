import { useWords } from "../../../words/language.tsx";
import { Line } from "../../fields/Line.tsx";
import { modelOf } from "../../island/island.ts";
import { isA, many, textOf } from "../../island/moddle.ts";
import { englishOf } from "../../island/speech.ts";
import { make, setEnglish, setModel, setOwn } from "../../island/write.ts";
import { usePlace } from "../place.tsx";
import { Section } from "../Section.tsx";
import { Colours } from "./Colours.tsx";

/** Names in both languages, the id, and how the element looks. */
export function General() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, element, island } = place;
  const isDrawn = modelOf(element) === owner;
  const write = (properties: object) => (isDrawn ? setOwn(place, properties) : setModel(place, owner, properties));
  const isText = isA(owner, "bpmn:TextAnnotation");
  const shown = {
    value: textOf(owner, isText ? "text" : "name"),
    onChange: (text: string) => write(isText ? { text } : { name: text === "" ? undefined : text }),
  };
  const other = { value: textOf(englishOf(owner), "name"), onChange: (name: string) => setEnglish(place, { name }) };
  const [german, english] = island.language === "de" ? [shown, other] : [other, shown];
  if (isText)
    return (
      <Section title={t("panel.general")}>
        <Line label={t("panel.text")} rows={3} {...shown} />
      </Section>
    );
  const lines = [
    <Line key="de" label={t("panel.nameDe")} {...german} />,
    <Line key="en" label={t("panel.nameEn")} {...english} />,
  ];
  return (
    <Section title={t("panel.general")}>
      {island.language === "de" ? lines : lines.toReversed()}
      {isDrawn && !isA(owner, "bpmn:Process", "bpmn:Collaboration") && <Colours />}
      <IdLine />
    </Section>
  );
}

/** The technical name; other places refer to it, so it is checked before it changes. */
function IdLine() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, element, island } = place;
  const id = owner.id ?? "";
  if (isA(owner, "bpmn:Process")) return null;
  const change = (next: string) => {
    const isFree = /^[A-Za-z_][\w.-]*$/.test(next) && island.registry.get(next) === undefined;
    if (isFree && modelOf(element) === owner) setOwn(place, { id: next });
  };
  return <Line key={id} label={t("panel.id")} value={id} onChange={change} help={t("panel.idHelp")} />;
}

/** What the element is for, in both languages. */
export function Documentation() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, island } = place;
  const german = textOf(many(owner, "documentation")[0], "text");
  const english = textOf(englishOf(owner), "documentation");
  const write = (text: string) =>
    setModel(place, owner, { documentation: text === "" ? [] : [make(island, owner, "bpmn:Documentation", { text })] });
  const count = [german, english].filter((text) => text !== "").length;
  return (
    <Section title={t("panel.documentation")} isOpen={false} count={count}>
      <Line
        label={t("panel.documentationDe")}
        rows={3}
        value={german}
        onChange={write}
        help={t("panel.documentationHelp")}
      />
      <Line
        label={t("panel.documentationEn")}
        rows={3}
        value={english}
        onChange={(documentation) => setEnglish(place, { documentation })}
      />
    </Section>
  );
}
