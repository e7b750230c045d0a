import Handlebars from "handlebars";
import type { Complaint } from "../base/refusal.ts";
import { blockHelpers, dataVariables, deepest, inlineHelpers, internalHelpers } from "./grammar.ts";
import type { Signature } from "./grammar.ts";
import {
  callOf,
  isBlock,
  isMustache,
  isPath,
  isSubExpression,
  literalOf,
  nameOf,
  pathOf,
  programsOf,
} from "./nodes.ts";
import type { Call, Path } from "./nodes.ts";
import { refuseShape } from "./shape.ts";

/** The parser of Handlebars takes quadratic time for nested calls, so that thousands are refused before it sees them. */
const mostParentheses = 64;

/** Where the text begins in its template, and what was found wrong so far. */
interface Reading {
  readonly line: number;
  readonly complaints: Complaint[];
}

/**
 * Parses one part of a template and lets only what the grammar knows through. Every variable is wrapped into a call
 * that prints it or says that it is unknown, since Handlebars itself keeps silent about those.
 *
 * @param line where the part begins in its file, for the places of complaints
 * @throws {Refusal} `template.shape`
 */
export function checked(text: string, line: number): hbs.AST.Program {
  const program = parsed(text, line);
  const reading: Reading = { line, complaints: [] };
  checkProgram(program, reading, 1);
  refuseShape(reading.complaints);
  return program;
}

function parsed(text: string, line: number): hbs.AST.Program {
  const crowded = text.split("{{").find((piece) => (piece.split("}}")[0]?.split("(").length ?? 0) > mostParentheses);
  if (crowded !== undefined) refuseShape([shapeless(line, "Expected few parentheses in one call, but there are many")]);
  try {
    return Handlebars.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const told = /on line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+$/.exec(message)?.[1] ?? "1";
    const summary = message.split("\n").findLast((each) => each.trim() !== "") ?? message;
    refuseShape([shapeless(line + Number(told) - 1, summary)]);
    throw error; // not reached: there is a complaint
  }
}

function checkProgram(program: hbs.AST.Program, reading: Reading, depth: number): void {
  for (const statement of program.body) checkStatement(statement, reading, depth);
}

function checkStatement(statement: hbs.AST.Statement, reading: Reading, depth: number): void {
  if (statement.type === "ContentStatement" || statement.type === "CommentStatement") return;
  if (isMustache(statement)) checkMustache(statement, reading);
  else if (isBlock(statement)) checkBlock(statement, reading, depth);
  else
    complain(reading, statement, "Expected text, variables, helpers or blocks, but this is a partial or a decorator");
}

/** `{{x}}` becomes `{{#print x "x"}}`, `{{date x}}` becomes `{{#print (date (#known x "x"))}}`. */
function checkMustache(mustache: hbs.AST.MustacheStatement, reading: Reading): void {
  const { path } = mustache;
  if (!isPath(path)) return complain(reading, mustache, "Expected a variable or a helper, but this is a literal");
  if (mustache.params.length === 0) {
    checkPath(path, reading);
    refuseHash(mustache, reading);
    mustache.params = [path, literalOf(path.original, path)];
  } else {
    const call: hbs.AST.SubExpression = { ...mustache, type: "SubExpression", path };
    checkCall(call, reading, 1);
    mustache.params = [call];
  }
  mustache.path = pathOf(internalHelpers.print, mustache);
}

function checkBlock(block: hbs.AST.BlockStatement, reading: Reading, depth: number): void {
  if (depth > deepest) return complain(reading, block, `Expected blocks at most ${deepest} deep, but this is deeper`);
  const helper = blockHelpers[nameOf(block.path)];
  if (helper === undefined) {
    return complain(
      reading,
      block,
      `Expected a block of ${Object.keys(blockHelpers).join(", ")}, but it is ${block.path.original}`,
    );
  }
  checkArguments(block, { least: 1, most: 1, ...helper }, reading, 1);
  for (const program of programsOf(block)) {
    const names = program.blockParams ?? [];
    if (!names.every((name) => /^\w+$/.test(name)))
      complain(reading, block, "Expected simple names after `as`, but they are not");
    checkProgram(program, reading, depth + 1);
  }
}

function checkCall(call: hbs.AST.SubExpression, reading: Reading, depth: number): void {
  const signature = inlineHelpers[nameOf(call.path)];
  if (signature === undefined) {
    return complain(
      reading,
      call,
      `Expected a helper of ${Object.keys(inlineHelpers).join(", ")}, but it is ${call.path.original}`,
    );
  }
  checkArguments(call, signature, reading, depth);
}

function checkArguments(call: Call, { least, most, demandsValue }: Signature, reading: Reading, depth: number): void {
  const count = call.params.length;
  if (count < least || count > most)
    complain(reading, call, `Expected ${least} to ${most} parameters, but there are ${count}`);
  refuseHash(call, reading);
  for (const parameter of call.params) checkParameter(parameter, reading, depth);
  const [first] = call.params;
  if (demandsValue && first !== undefined && isPath(first)) {
    call.params[0] = callOf(internalHelpers.known, [first, literalOf(first.original, first)], first);
  }
}

function checkParameter(parameter: hbs.AST.Expression, reading: Reading, depth: number): void {
  if (isPath(parameter)) return checkPath(parameter, reading);
  if (!isSubExpression(parameter)) return; // a literal
  if (depth >= deepest)
    return complain(reading, parameter, `Expected calls at most ${deepest} deep, but this is deeper`);
  checkCall(parameter, reading, depth + 1);
}

function checkPath(path: Path, reading: Reading): void {
  if (path.data && !dataVariables.has(String(path.parts[0]))) {
    complain(reading, path, `Expected one of @${[...dataVariables].join(", @")}, but it is ${path.original}`);
  }
}

function refuseHash(call: Call, reading: Reading): void {
  if (call.hash !== undefined) complain(reading, call, "Expected parameters without names, but there are named ones");
}

function complain(reading: Reading, node: hbs.AST.Node, message: string): void {
  reading.complaints.push(shapeless(reading.line + node.loc.start.line - 1, message));
}

function shapeless(line: number, message: string): Complaint {
  return { place: `line ${line}`, code: "template.shape", message: message.slice(0, 300) };
}
