import TextRenderer from "bpmn-js/lib/draw/TextRenderer";

type Options = NonNullable<Parameters<TextRenderer["createText"]>[1]>;

const smallest = 9;
const pen = document.createElement("canvas").getContext("2d");

/**
 * Text of a shape that never breaks inside a word: German compounds are wider than a task at bpmn-js's size, and
 * would be cut with a hyphen at any letter. The whole label is written smaller until its longest word fits.
 */
class FittingTextRenderer extends TextRenderer {
  static override readonly $inject = ["config.textRenderer"];

  constructor(config?: ConstructorParameters<typeof TextRenderer>[0]) {
    super(config);
    const create = this.createText.bind(this);
    this.createText = (text, options = {}) => create(text, this.#fitted(text, options));
  }

  #fitted(text: string, options: Options): Options {
    const { fontFamily, fontSize } = { ...this.getDefaultStyle(), ...options.style };
    const width = (options.box?.width ?? Infinity) - 2 * (typeof options.padding === "number" ? options.padding : 0);
    if (pen === null || !Number.isFinite(width)) return options;
    pen.font = `${fontSize}px ${fontFamily}`;
    const longest = Math.max(...text.split(/\s/).map((word) => pen.measureText(word).width));
    if (longest <= width) return options;
    const fitting = Math.max(smallest, Math.floor((fontSize * width * 10) / longest) / 10);
    return { ...options, style: { ...options.style, fontSize: fitting } };
  }
}

/** A module for any bpmn-js. */
export const fitText = { textRenderer: ["type", FittingTextRenderer] };
