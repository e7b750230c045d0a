/** What tells a mail of an automat from one of a person (RFC 3834, 2). */
export interface Origin {
  readonly autoSubmitted?: string | null | undefined;
  readonly precedence?: string | null | undefined;
}

/** Whether a mail was written by an automat or to a list; such mail is never answered. */
export function isAutomatic(mail: Origin | null | undefined): boolean {
  const submitted = mail?.autoSubmitted?.trim().toLowerCase() ?? "";
  const precedence = mail?.precedence?.trim().toLowerCase() ?? "";
  return (submitted !== "" && submitted !== "no") || ["bulk", "junk", "list", "auto_reply"].includes(precedence);
}
