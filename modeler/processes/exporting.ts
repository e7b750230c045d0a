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
export async function openFile(accept: string): Promise<{ readonly name: string; readonly text: string } | null> {
  const file = await chooseFile(accept);
  return file === null ? null : { name: file.name, text: await file.text() };
}

/** Lets the person choose a file; null when they do not. */
export function chooseFile(accept: string): Promise<File | null> {
  return new Promise((settle) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.addEventListener("cancel", () => settle(null));
    input.addEventListener("change", () => settle(input.files?.[0] ?? null));
    input.click();
  });
}
