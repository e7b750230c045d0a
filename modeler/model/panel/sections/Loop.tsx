import { Picker } from "../../../kit/Picker.tsx";
import { useWords } from "../../../words/language.tsx";
import { Feel } from "../../fields/Feel.tsx";
import { Line } from "../../fields/Line.tsx";
import { extension, one, textOf } from "../../island/moddle.ts";
import type { Moddle } from "../../island/moddle.ts";
import { make, setExtension, setModel, setOwn } from "../../island/write.ts";
import { usePlace } from "../place.tsx";
import { Section } from "../Section.tsx";

const kinds = ["once", "parallel", "sequential", "loop"] as const;
type Kind = (typeof kinds)[number];

/** How often an activity runs: once, for each of a list side by side or one after the other, or while a condition holds. */
export function Loop() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, island } = place;
  const loop = one(owner, "loopCharacteristics");
  const kind = kindOf(loop);
  const choose = (next: Kind) => {
    if (loop !== undefined && (next === "parallel" || next === "sequential") && kind !== "loop")
      return setModel(place, loop, { isSequential: next === "sequential" });
    const type = next === "loop" ? "bpmn:StandardLoopCharacteristics" : "bpmn:MultiInstanceLoopCharacteristics";
    const properties = next === "loop" ? {} : { isSequential: next === "sequential" };
    setOwn(place, { loopCharacteristics: next === "once" ? undefined : make(island, owner, type, properties) });
  };
  return (
    <Section title={t("panel.loop")} isOpen={false} count={loop === undefined ? 0 : 1}>
      <Picker
        label={t("loop.kind")}
        value={kind}
        choices={kinds.map((id) => ({ id, name: t(`loop.${id}`) }))}
        onChange={(id) => choose(kinds.find((each) => each === id) ?? "once")}
      />
      {loop !== undefined && kind === "loop" && <WhileLoop loop={loop} />}
      {loop !== undefined && kind !== "loop" && <EachOf loop={loop} />}
    </Section>
  );
}

function WhileLoop({ loop }: { loop: Moddle }) {
  const { t } = useWords();
  const place = usePlace();
  const write = (body: string) =>
    setModel(place, loop, {
      loopCondition: body === "" ? undefined : make(place.island, loop, "bpmn:FormalExpression", { body }),
    });
  return (
    <Feel isAlwaysFeel label={t("loop.while")} value={textOf(one(loop, "loopCondition"), "body")} onChange={write} />
  );
}

function EachOf({ loop }: { loop: Moddle }) {
  const { t } = useWords();
  const place = usePlace();
  const each = extension(loop, "zeebe:LoopCharacteristics");
  const write = (attributes: Record<string, string>) =>
    setExtension({ ...place, owner: loop }, "zeebe:LoopCharacteristics", attributes);
  const writeUntil = (body: string) =>
    setModel(place, loop, {
      completionCondition: body === "" ? undefined : make(place.island, loop, "bpmn:FormalExpression", { body }),
    });
  return (
    <>
      <Feel
        isAlwaysFeel
        label={t("loop.collection")}
        value={textOf(each, "inputCollection")}
        onChange={(inputCollection) => write({ inputCollection })}
        help={t("loop.collectionHelp")}
      />
      <Line
        label={t("loop.element")}
        value={textOf(each, "inputElement")}
        onChange={(inputElement) => write({ inputElement })}
      />
      <Line
        label={t("loop.results")}
        value={textOf(each, "outputCollection")}
        onChange={(outputCollection) => write({ outputCollection })}
      />
      <Feel
        isAlwaysFeel
        label={t("loop.result")}
        value={textOf(each, "outputElement")}
        onChange={(outputElement) => write({ outputElement })}
      />
      <Feel
        isAlwaysFeel
        label={t("loop.until")}
        value={textOf(one(loop, "completionCondition"), "body")}
        onChange={writeUntil}
        help={t("loop.untilHelp")}
      />
    </>
  );
}

function kindOf(loop: Moddle | undefined): Kind {
  if (loop === undefined) return "once";
  if (loop.$type === "bpmn:StandardLoopCharacteristics") return "loop";
  return loop["isSequential"] === true ? "sequential" : "parallel";
}
