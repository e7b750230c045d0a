/**
 * Pictures that were drawn lately, by a key that says all that they depend on. Whoever asks for one that is being drawn
 * waits for it; the longest unused go when the album is full.
 */
export class Album {
  readonly #pictures = new Map<string, Promise<Uint8Array>>();
  readonly #sizes = new Map<string, number>();
  readonly #capacity: number;

  /** @param capacity in bytes */
  constructor(capacity = 64 * 1024 * 1024) {
    this.#capacity = capacity;
  }

  /** The picture under a key, drawn if it is not there. What cannot be drawn is not kept. */
  async get(key: string, draw: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = this.#pictures.get(key);
    if (known !== undefined) {
      this.#pictures.delete(key);
      this.#pictures.set(key, known);
      return known;
    }
    const drawing = draw();
    this.#pictures.set(key, drawing);
    try {
      const bytes = await drawing;
      this.#sizes.set(key, bytes.length);
      this.#makeRoom();
      return bytes;
    } catch (error) {
      this.#pictures.delete(key);
      throw error;
    }
  }

  #makeRoom(): void {
    let total = this.#sizes.values().reduce((sum, size) => sum + size, 0);
    for (const key of this.#pictures.keys()) {
      if (total <= this.#capacity) return;
      const size = this.#sizes.get(key);
      if (size === undefined) continue; // still being drawn
      this.#pictures.delete(key);
      this.#sizes.delete(key);
      total -= size;
    }
  }
}
