/** Text that a person typed and the hub has not accepted yet; it outlives a reload and a PIN pad. */
function place(slip: string): string {
  return `remark:${slip}`;
}

export function keptRemark(slip: string): string | null {
  return sessionStorage.getItem(place(slip));
}

export function keepRemark(slip: string, text: string): void {
  sessionStorage.setItem(place(slip), text);
}

/** The hub has `text`. What was typed after it stays kept. */
export function forgetRemark(slip: string, text: string): void {
  if (keptRemark(slip) === text) sessionStorage.removeItem(place(slip));
}
