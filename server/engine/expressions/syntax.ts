/** How much of an expression is told; one may be megabytes long. */
const LONGEST = 300;

/** An expression or script cannot be read: found when a definition is compiled, reported with its element. */
export class SyntaxFault extends Error {
  readonly source: string;

  constructor(source: string, message: string) {
    super(source.length > LONGEST ? message.replaceAll(source, `${source.slice(0, LONGEST)}…`) : message);
    this.name = "SyntaxFault";
    this.source = source;
  }
}
