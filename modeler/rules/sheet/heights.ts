/** Height of a line in pixels. */
export const rowHeight = 34;
/** Height of the header in pixels. */
export const headHeight = 50;
