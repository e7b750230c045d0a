/** The nodes of Handlebars' syntax tree that we look at, and those that we put in. */
export type Path = hbs.AST.PathExpression;
export type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

export function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === "MustacheStatement";
}

export function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === "BlockStatement";
}

export function isSubExpression(node: hbs.AST.Node): node is hbs.AST.SubExpression {
  return node.type === "SubExpression";
}

export function isPath(node: hbs.AST.Node): node is Path {
  return node.type === "PathExpression";
}

/** The name of a helper, or nothing when a path cannot be one (`../x`, `a.b`, `@index`). */
export function nameOf(path: hbs.AST.Expression): string {
  return isPath(path) && !path.data && path.depth === 0 && path.parts.length === 1 ? String(path.parts[0]) : "";
}

/** A call of a helper as a parameter. */
export function callOf(name: string, params: hbs.AST.Expression[], { loc }: hbs.AST.Node): hbs.AST.SubExpression {
  const hash: hbs.AST.Hash = { type: "Hash", pairs: [], loc };
  return { type: "SubExpression", path: pathOf(name, { type: "Path", loc }), params, hash, loc };
}

/** Both halves of a block; `{{^if x}}` has no first and `{{#if x}}` may have no second, whatever their types say. */
export function programsOf({ program, inverse }: hbs.AST.BlockStatement): hbs.AST.Program[] {
  return [program, inverse].filter((each) => each !== undefined);
}

/** A path that names a helper. */
export function pathOf(name: string, { loc }: hbs.AST.Node): Path {
  return { type: "PathExpression", data: false, depth: 0, parts: [name], original: name, loc };
}

/** A text as a parameter. */
export function literalOf(value: string, { loc }: hbs.AST.Node): hbs.AST.StringLiteral {
  return { type: "StringLiteral", value, original: value, loc };
}
