import adHocSubProcess from "bpmnlint/rules/ad-hoc-sub-process.js";
import endEventRequired from "bpmnlint/rules/end-event-required.js";
import global from "bpmnlint/rules/global.js";
import labelRequired from "bpmnlint/rules/label-required.js";
import linkEvent from "bpmnlint/rules/link-event.js";
import noBpmndi from "bpmnlint/rules/no-bpmndi.js";
import noDisconnected from "bpmnlint/rules/no-disconnected.js";
import noDuplicateSequenceFlows from "bpmnlint/rules/no-duplicate-sequence-flows.js";
import noGatewayJoinFork from "bpmnlint/rules/no-gateway-join-fork.js";
import noImplicitEnd from "bpmnlint/rules/no-implicit-end.js";
import noImplicitSplit from "bpmnlint/rules/no-implicit-split.js";
import noImplicitStart from "bpmnlint/rules/no-implicit-start.js";
import noOverlappingElements from "bpmnlint/rules/no-overlapping-elements.js";
import singleBlankStartEvent from "bpmnlint/rules/single-blank-start-event.js";
import startEventRequired from "bpmnlint/rules/start-event-required.js";
import subProcessBlankStartEvent from "bpmnlint/rules/sub-process-blank-start-event.js";
import superfluousGateway from "bpmnlint/rules/superfluous-gateway.js";
import superfluousLabel from "bpmnlint/rules/superfluous-label.js";
import superfluousTermination from "bpmnlint/rules/superfluous-termination.js";
import type { Severity, Words } from "../finding.ts";

/** What every rule of bpmnlint is. */
type RuleFactory = typeof labelRequired;

/** A rule of bpmnlint as we use it. */
export interface Chosen {
  readonly rule: RuleFactory;
  readonly severity: Exclude<Severity, "error">;
  /** Goes on behind the name of the element. */
  readonly says: Words;
  /** Clause of BPMN 2.0.2. */
  readonly reference?: string;
}

/**
 * The rules of `bpmnlint:recommended` that say something here. Left out: what the compiler and our own rules tell more of
 * (conditional-flows, event-based-gateway, event-sub-process-typed-start-event, and fake-join, since `soundness` knows when
 * tokens really meet), and what forbids BPMN that this kernel runs (no-complex-gateway, no-inclusive-gateway,
 * single-event-definition). None is an error: a model that breaks them runs.
 */
export const chosen: Readonly<Record<string, Chosen>> = {
  "ad-hoc-sub-process": warning(adHocSubProcess, "10.3.5", {
    de: "steht in einem Ad-hoc-Teilprozess, in dem es weder Start- noch Endereignisse gibt.",
    en: "is in an ad-hoc sub-process, which has neither start nor end events.",
  }),
  "end-event-required": hint(endEventRequired, "10.5.3", {
    de: "hat kein Endereignis: Wo es aufhört, sieht man nicht.",
    en: "has no end event: nobody sees where it ends.",
  }),
  global: warning(global, "8.4.8", {
    de: "ist ohne Namen, unbenutzt oder heißt wie ein anderes Element seiner Art.",
    en: "has no name, is not used, or is called like another one of its kind.",
  }),
  "label-required": hint(labelRequired, undefined, { de: "hat keinen Namen.", en: "has no name." }),
  "link-event": warning(linkEvent, "10.5.5", {
    de: "findet in seinem Bereich nicht genau einen Linkpartner.",
    en: "finds not exactly one link partner in its scope.",
  }),
  "no-bpmndi": hint(noBpmndi, "12", {
    de: "ist nicht eingezeichnet.",
    en: "is not drawn.",
  }),
  "no-disconnected": warning(noDisconnected, "8.4.13", {
    de: "ist mit nichts verbunden.",
    en: "is not connected.",
  }),
  "no-duplicate-sequence-flows": warning(noDuplicateSequenceFlows, "8.4.13", {
    de: "ist doppelt: Zwei gleiche Sequenzflüsse verbinden dieselben Knoten.",
    en: "is there twice: two equal flows connect the same nodes.",
  }),
  "no-gateway-join-fork": warning(noGatewayJoinFork, "8.4.9", {
    de: "führt zusammen und verzweigt zugleich; zwei Gateways sind besser zu lesen.",
    en: "joins and splits at once; two gateways are easier to read.",
  }),
  "no-implicit-end": warning(noImplicitEnd, "10.5.3", {
    de: "endet ohne Endereignis.",
    en: "ends without an end event.",
  }),
  "no-implicit-split": warning(noImplicitSplit, "8.4.13", {
    de: "verzweigt ohne Gateway; ein Gateway sagt, ob alle Wege gegangen werden.",
    en: "splits without a gateway; a gateway says whether all ways are taken.",
  }),
  "no-implicit-start": warning(noImplicitStart, "10.5.2", {
    de: "beginnt ohne Startereignis.",
    en: "begins without a start event.",
  }),
  "no-overlapping-elements": warning(noOverlappingElements, undefined, {
    de: "überdeckt in der Zeichnung ein anderes Element oder ragt aus seinem Rahmen.",
    en: "lies over another element in the drawing, or outside of what holds it.",
  }),
  "single-blank-start-event": warning(singleBlankStartEvent, "10.5.2", {
    de: "hat mehrere blanke Startereignisse: Wer startet, muss sagen, bei welchem.",
    en: "has several none start events: whoever starts it has to say at which.",
  }),
  "start-event-required": hint(startEventRequired, "10.5.2", {
    de: "hat kein Startereignis: Wo es beginnt, sieht man nicht.",
    en: "has no start event: nobody sees where it begins.",
  }),
  "sub-process-blank-start-event": warning(subProcessBlankStartEvent, "10.5.2", {
    de: "ist das Startereignis eines Teilprozesses und darf keinen Auslöser haben.",
    en: "is the start event of a sub-process and must not have a trigger.",
  }),
  "superfluous-gateway": hint(superfluousGateway, undefined, {
    de: "verzweigt nichts und führt nichts zusammen.",
    en: "neither splits nor joins anything.",
  }),
  "superfluous-label": hint(superfluousLabel, undefined, {
    de: "trägt eine Beschriftung, die nichts entscheidet.",
    en: "has a label that decides nothing.",
  }),
  "superfluous-termination": hint(superfluousTermination, "10.5.3", {
    de: "beendet alles, obwohl nichts anderes mehr läuft.",
    en: "terminates everything, though nothing else is running.",
  }),
};

function warning(rule: RuleFactory, reference: string | undefined, says: Words): Chosen {
  return { rule, severity: "warning", says, ...(reference === undefined ? {} : { reference }) };
}

function hint(rule: RuleFactory, reference: string | undefined, says: Words): Chosen {
  return { rule, severity: "hint", says, ...(reference === undefined ? {} : { reference }) };
}
