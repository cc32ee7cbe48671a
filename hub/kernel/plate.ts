/** A plate is kept without its dot, "京AD1234", and shown with it: "京A·D1234" (GA 36-2018: province, letter, dot, five or six). */
export function formatPlate(plate: string): string {
  return /^\p{Script=Han}[A-Z][A-Z0-9\p{Script=Han}]{4,6}$/u.test(plate)
    ? `${plate.slice(0, 2)}·${plate.slice(2)}`
    : plate;
}
