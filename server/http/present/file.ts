import type { z } from "zod";
import { mayDelete } from "../../desk/files/mayFile.ts";
import type { StoredFile } from "../../desk/files/files.ts";
import { isShown } from "../../desk/files/mediaType.ts";
import type { Person } from "../../identity/person.ts";
import type { file as shape } from "../wireFiles.ts";

/** A file in a list, as one who may see it sees it. */
export function presentFile(
  file: StoredFile,
  names: ReadonlyMap<string, string>,
  person: Person,
): z.infer<typeof shape> {
  const { id, name, mediaType, bytes, sha256, createdAt, createdBy } = file;
  return {
    id,
    name,
    mediaType,
    bytes,
    sha256,
    createdAt: createdAt.toISOString(),
    createdBy: { login: createdBy, name: names.get(createdBy) ?? createdBy },
    isPicture: isShown(mediaType),
    mayDelete: mayDelete(person, file),
  };
}
