/**
 * Whether a regular expression is free of repetition inside repetition (`(a+)+`) and of repeated alternatives, the two
 * shapes that make backtracking run for ever. A few harmless patterns are refused with them.
 */
export function isSafePattern(pattern: string): boolean {
  if (pattern.length > 500) return false;
  const groups: boolean[] = [];
  let isRisky = false;
  let isClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern.charAt(at);
    if (letter === "\\") at += 1;
    else if (isClass) isClass = letter !== "]";
    else if (letter === "[") isClass = true;
    else if (letter === "(") groups.push(false);
    else if (letter === ")") {
      const inner = groups.pop() ?? false;
      const isRepeated = /^[*+{]/.test(pattern.slice(at + 1));
      isRisky ||= inner && isRepeated;
      if (inner && groups.length > 0) groups[groups.length - 1] = true;
    } else if (/[*+{|]/.test(letter) && groups.length > 0) groups[groups.length - 1] = true;
  }
  return !isRisky;
}
