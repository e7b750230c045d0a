/** An expression or script cannot be read: found when a definition is compiled, reported with its element. */
export class SyntaxFault extends Error {
  readonly source: string;

  constructor(source: string, message: string) {
    super(message);
    this.name = "SyntaxFault";
    this.source = source;
  }
}
