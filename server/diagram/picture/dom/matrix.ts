/** An affine transformation as SVG writes it: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The part of SVGMatrix that diagram-js uses. Mutable, as it is there: tiny-svg fills it field by field. */
export class Matrix implements Affine {
  a = 1;
  b = 0;
  c = 0;
  d = 1;
  e = 0;
  f = 0;

  /** The product of this matrix and another, which is applied first. */
  multiply(other: Affine): Matrix {
    return matrixOf({
      a: this.a * other.a + this.c * other.b,
      b: this.b * other.a + this.d * other.b,
      c: this.a * other.c + this.c * other.d,
      d: this.b * other.c + this.d * other.d,
      e: this.a * other.e + this.c * other.f + this.e,
      f: this.b * other.e + this.d * other.f + this.f,
    });
  }

  /** This matrix after a move by `x`, `y`. */
  translate(x: number, y: number): Matrix {
    return this.multiply({ a: 1, b: 0, c: 0, d: 1, e: x, f: y });
  }

  /** This matrix after scaling by a factor. */
  scale(factor: number): Matrix {
    return this.multiply({ a: factor, b: 0, c: 0, d: factor, e: 0, f: 0 });
  }

  /** The matrix that undoes this one; the identity where nothing can. */
  inverse(): Matrix {
    const { a, b, c, d, e, f } = this;
    const determinant = a * d - b * c;
    if (determinant === 0) return new Matrix();
    return matrixOf({
      a: d / determinant,
      b: -b / determinant,
      c: -c / determinant,
      d: a / determinant,
      e: (c * f - d * e) / determinant,
      f: (b * e - a * f) / determinant,
    });
  }
}

/** A matrix of its own with the given numbers. */
export function matrixOf({ a, b, c, d, e, f }: Affine): Matrix {
  return Object.assign(new Matrix(), { a, b, c, d, e, f });
}

/** One entry of a transform list (SVGTransform). */
export class Transform {
  matrix = new Matrix();

  setMatrix(matrix: Affine): void {
    this.matrix = matrixOf(matrix);
  }

  setTranslate(x: number, y: number): void {
    this.matrix = matrixOf({ a: 1, b: 0, c: 0, d: 1, e: x, f: y });
  }

  setScale(x: number, y: number): void {
    this.matrix = matrixOf({ a: x, b: 0, c: 0, d: y, e: 0, f: 0 });
  }

  /** Turns by an angle in degrees around a point. */
  setRotate(angle: number, x: number, y: number): void {
    const [sin, cos] = turn(angle);
    const rotation = matrixOf({ a: cos, b: sin, c: -sin, d: cos, e: x, f: y });
    this.matrix = rotation.translate(-x, -y);
  }
}

/** Sine and cosine; exact for quarter turns, so that turned labels have whole numbers. */
function turn(angle: number): readonly [number, number] {
  const quarters = angle / 90;
  if (Number.isInteger(quarters)) {
    const index = ((quarters % 4) + 4) % 4;
    return [[0, 1, 0, -1][index] ?? 0, [1, 0, -1, 0][index] ?? 1];
  }
  const radians = (angle * Math.PI) / 180;
  return [Math.sin(radians), Math.cos(radians)];
}

/** The transform list of an element (SVGTransformList). */
export class TransformList {
  #items: Transform[] = [];

  get numberOfItems(): number {
    return this.#items.length;
  }

  clear(): void {
    this.#items = [];
  }

  appendItem(item: Transform): Transform {
    this.#items.push(item);
    return item;
  }

  getItem(index: number): Transform | undefined {
    return this.#items[index];
  }

  createSVGTransformFromMatrix(matrix: Affine): Transform {
    const made = new Transform();
    made.setMatrix(matrix);
    return made;
  }

  /** All entries as one matrix. */
  get matrix(): Matrix {
    return this.#items.reduce((product, { matrix }) => product.multiply(matrix), new Matrix());
  }

  /** Replaces the entries by their product, which it gives back; null when there are none. */
  consolidate(): Transform | null {
    if (this.#items.length === 0) return null;
    const one = this.createSVGTransformFromMatrix(this.matrix);
    this.#items = [one];
    return one;
  }

  /** The entries as the value of the attribute `transform`; null when there are none. */
  get text(): string | null {
    if (this.#items.length === 0) return null;
    const { a, b, c, d, e, f } = this.matrix;
    return `matrix(${[a, b, c, d, e, f].join(" ")})`;
  }
}
