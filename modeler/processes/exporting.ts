/** Gives the person a file. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Lets the person choose a file and reads it as text; null when they do not. */
export function openFile(accept: string): Promise<{ readonly name: string; readonly text: string } | null> {
  return new Promise((settle) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.addEventListener("cancel", () => settle(null));
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file === undefined) settle(null);
      else void file.text().then((text) => settle({ name: file.name, text }));
    });
    input.click();
  });
}
