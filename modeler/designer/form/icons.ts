import {
  AlignLeft,
  BookUser,
  Calendar,
  CalendarClock,
  CircleDot,
  Euro,
  Eye,
  Hash,
  ListChecks,
  Paperclip,
  Percent,
  Signature,
  SquareCheck,
  Type,
  User,
  type LucideIcon,
} from "lucide-react";
import type { FieldType } from "./design.ts";

const icons: Readonly<Record<FieldType, LucideIcon>> = {
  text: Type,
  textarea: AlignLeft,
  int: Hash,
  decimal: Percent,
  money: Euro,
  date: Calendar,
  datetime: CalendarClock,
  boolean: SquareCheck,
  enum: CircleDot,
  multi: ListChecks,
  user: User,
  record: BookUser,
  file: Paperclip,
  signature: Signature,
  readonly: Eye,
};

/** The sign of a type of field. */
export function iconOf(type: string): LucideIcon {
  return type in icons ? icons[type as FieldType] : Type; // as the line before has found out
}
