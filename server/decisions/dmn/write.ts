import type { Json, JsonObject } from "../../base/json.ts";
import type { Column, Labels, RuleRow, RuleSet } from "../ruleSet.ts";
import type { Finding } from "../finding.ts";
import { dmnTexts } from "./text.ts";
import { aggregations, createModdle, hitPolicies, typeRefs } from "./schema.ts";
import type { DmnModdle } from "dmn-moddle";
import { literal, unaryTests } from "./feelText.ts";

/** A rule set as DMN, with what other tools will not see. */
export interface DmnExport {
  readonly xml: string;
  readonly findings: readonly Finding[];
}

/**
 * Writes a rule set as a DMN 1.3 decision table that other tools read and edit; labels in one language, both (and all DMN
 * has no place for: value labels, ranges, condition trees, tests) in an extension element. Reading it back gives the same.
 */
export async function writeDmn(ruleSet: RuleSet, language: keyof Labels): Promise<DmnExport> {
  const moddle = createModdle();
  const { xml } = await moddle.toXML(definitionsOf(moddle, ruleSet, language), { format: true });
  const findings = ruleSet.rows
    .filter((row) => row.where !== undefined)
    .map((row): Finding => ({
      severity: "warning",
      place: { row: row.id },
      code: "dmn.where",
      message: dmnTexts.whereLost(row.id),
    }));
  return { xml, findings };
}

function definitionsOf(moddle: DmnModdle, ruleSet: RuleSet, language: keyof Labels): unknown {
  const { key, label } = ruleSet;
  const decision = moddle.create("dmn:Decision", {
    id: key,
    name: label[language],
    ...(ruleSet.description === undefined ? {} : { description: ruleSet.description[language] }),
    extensionElements: moddle.create("dmn:ExtensionElements", { values: [extensionOf(moddle, ruleSet)] }),
    variable: moddle.create("dmn:InformationItem", { id: `${key}_variable`, name: key }),
    decisionLogic: tableOf(moddle, ruleSet, language),
  });
  const bounds = moddle.create("dc:Bounds", { x: 160, y: 100, width: 180, height: 80 });
  const shape = moddle.create("dmndi:DMNShape", { id: `${key}_shape`, dmnElementRef: decision, bounds });
  const diagram = moddle.create("dmndi:DMNDiagram", { id: `${key}_diagram`, diagramElements: [shape] });
  return moddle.create("dmn:Definitions", {
    id: `${key}_definitions`,
    name: label[language],
    namespace: "http://ablauf.example/rules",
    exporter: "Ablauf",
    drgElement: [decision],
    dmnDI: moddle.create("dmndi:DMNDI", { diagrams: [diagram] }),
  });
}

function tableOf(moddle: DmnModdle, ruleSet: RuleSet, language: keyof Labels): unknown {
  const { key, hitPolicy, aggregation, inputs, outputs, rows } = ruleSet;
  return moddle.create("dmn:DecisionTable", {
    id: `${key}_table`,
    hitPolicy: hitPolicies[hitPolicy],
    ...(aggregation === undefined ? {} : { aggregation: aggregations[aggregation] }),
    input: inputs.map((column) => inputOf(moddle, column, language)),
    output: outputs.map((column) => outputOf(moddle, ruleSet, column, language)),
    annotation: [moddle.create("dmn:RuleAnnotationClause", { name: dmnTexts.note[language] })],
    rule: rows.map((row, at) => ruleOf(moddle, ruleSet, { row, id: ruleId(at), language })),
  });
}

/** Ids of rules: rows have ids of any form, XML has not. The extension tells which is which. */
function ruleId(at: number): string {
  return `rule_${at + 1}`;
}

function inputOf(moddle: DmnModdle, { name, type, label, values }: Column, language: keyof Labels): unknown {
  const isClosed = type === "enum" && values !== undefined;
  const allowed = isClosed
    ? { inputValues: testsOf(moddle, values.map(({ value }) => literal(value, type)).join(", ")) }
    : {};
  return moddle.create("dmn:InputClause", {
    id: `input_${name}`,
    label: label[language],
    inputExpression: moddle.create("dmn:LiteralExpression", {
      id: `input_${name}_fact`,
      typeRef: typeRefs[type],
      text: name,
    }),
    ...allowed,
  });
}

/** Output values are a list of all there may be, in order of priority: only where the policy needs them, or there are no others. */
function outputOf(moddle: DmnModdle, ruleSet: RuleSet, column: Column, language: keyof Labels): unknown {
  const { name, type, label, values = [] } = column;
  const isListed = type === "enum" || ruleSet.hitPolicy === "priority" || ruleSet.hitPolicy === "outputOrder";
  const text = values.map(({ value }) => literal(value, type)).join(", ");
  const otherwise = ruleSet.default?.[name];
  return moddle.create("dmn:OutputClause", {
    id: `output_${name}`,
    label: label[language],
    name,
    typeRef: typeRefs[type],
    ...(isListed && text !== "" ? { outputValues: testsOf(moddle, text) } : {}),
    ...(otherwise === undefined ? {} : { defaultOutputEntry: expressionOf(moddle, literal(otherwise, type)) }),
  });
}

interface Rule {
  readonly row: RuleRow;
  readonly id: string;
  readonly language: keyof Labels;
}

function ruleOf(moddle: DmnModdle, { inputs, outputs }: RuleSet, { row, id, language }: Rule): unknown {
  return moddle.create("dmn:DecisionRule", {
    id,
    inputEntry: inputs.map(({ name, type }) => testsOf(moddle, unaryTests(row.when[name], type), `${id}_in_${name}`)),
    outputEntry: outputs.map(({ name, type }) =>
      expressionOf(moddle, literal(row.then[name] ?? null, type), `${id}_out_${name}`),
    ),
    annotationEntry: [moddle.create("dmn:RuleAnnotation", { text: row.note?.[language] ?? "" })],
  });
}

function testsOf(moddle: DmnModdle, text: string, id?: string): unknown {
  return moddle.create("dmn:UnaryTests", { ...(id === undefined ? {} : { id }), text });
}

function expressionOf(moddle: DmnModdle, text: string, id?: string): unknown {
  return moddle.create("dmn:LiteralExpression", { ...(id === undefined ? {} : { id }), text });
}

function extensionOf(moddle: DmnModdle, ruleSet: RuleSet): unknown {
  const { key, version, label, description, origin, inputs, outputs, rows, tests } = ruleSet;
  const words = {
    label,
    description,
    origin,
    inputs: columnsOf(inputs),
    outputs: columnsOf(outputs),
    rows: Object.fromEntries(rows.map(({ id, note, where }, at) => [ruleId(at), { id, note, where }])),
    tests,
  };
  return moddle.create("ablauf:RuleSet", { key, version, words: JSON.stringify(words) });
}

function columnsOf(columns: readonly Column[]): JsonObject {
  return Object.fromEntries(columns.map(({ name, ...column }): [string, Json] => [name, column as unknown as Json])); // JSON
}
