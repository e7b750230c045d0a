import type { ChainedEvent } from "../../audit/chain.ts";
import type { JsonObject } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import type { Version } from "../../definitions/store.ts";
import type { TrailEvent } from "../wire.ts";
import { factTexts, sentences } from "./sentences.ts";

type Language = "de" | "en";

/** Events of an instance's trail as sentences. */
export function presentTrail(
  events: readonly ChainedEvent[],
  version: Version | undefined,
  language: Language,
): TrailEvent[] {
  const called = (id: unknown): string => {
    const element = typeof id === "string" ? version?.definition.elements.get(id) : undefined;
    return element?.names[language] ?? element?.name ?? (typeof id === "string" ? id : "");
  };
  return events.map((event) => {
    const { facts = [], ...data } = event.data;
    const list = Array.isArray(facts) ? facts.filter(isObject) : [];
    return {
      streamId: event.streamId,
      seq: event.seq,
      at: event.at.toISOString(),
      type: event.type,
      actor: event.actor,
      requestId: event.requestId,
      data: event.data,
      hash: event.hash,
      text: fill(sentences[event.type]?.[language] ?? event.type, called(data["elementId"]), {
        ...data,
        a: event.actor,
      }),
      facts: list.map((fact) => presentFact(fact, called, language)),
    };
  });
}

function presentFact(
  fact: JsonObject,
  called: (id: unknown) => string,
  language: Language,
): TrailEvent["facts"][number] {
  const { type, elementId, detail } = fact;
  const kind = typeof type === "string" ? type : "";
  const text = fill(factTexts[kind]?.[language] ?? kind, called(elementId), isObject(detail) ? detail : {});
  return { type: kind, text, ...(typeof elementId === "string" ? { elementId } : {}) };
}

function fill(sentence: string, element: string, data: JsonObject): string {
  return sentence
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === "e" ? element : textOf(data[name])))
    .replace(/[:(]?\s*\(?\)?$/, (rest) => (rest.includes("(") ? "" : rest.replace(/:\s*$/, "")));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
