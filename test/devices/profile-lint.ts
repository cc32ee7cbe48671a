/** What the lints of scanners and scales share. See firmware-profiles/README.md. */

/** How much older than the newest check of the folder a check may be. Counted from the data, so that no test turns red by the calendar alone. */
export const STALE_DAYS = 730;
const DAY_MS = 86_400_000;

/** `said`: every source that a profile names. */
export function unsourced(said: readonly string[]): string[] {
  const empty = said.filter((source) => !/[A-Za-z]{2}/.test(source) || /\b(todo|tbd|unknown|internet)\b/i.test(source));
  return empty.map((source) => `unsourced: ${JSON.stringify(source)} names nothing that anybody could look up`);
}

/** Claims of a profile that no sample shows: whether it claims it, whether a sample shows it, and the sentence. */
export function unshown(
  needs: readonly (readonly [isClaimed: boolean, isShown: boolean, problem: string])[],
): string[] {
  return needs.filter(([isClaimed, isShown]) => isClaimed && !isShown).map(([, , problem]) => `untested: ${problem}`);
}

/** `changed`: samples of which the decoder makes something else now. */
export function stale(changed: readonly { readonly note: string }[], checked: string, newestCheck: string): string[] {
  const age_days = (Date.parse(newestCheck) - Date.parse(checked)) / DAY_MS;
  return [
    ...changed.map(({ note }) => `stale: the decoder no longer gives what the sample says (${note})`),
    ...(age_days > STALE_DAYS ? [`stale: checked on ${checked}, ${age_days} days before its neighbours`] : []),
  ];
}

export const newestCheckOf = (profiles: readonly { readonly checked: string }[]): string =>
  profiles.map(({ checked }) => checked).reduce((one, other) => (one > other ? one : other));
