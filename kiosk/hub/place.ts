/** From where this page speaks: the desk's sign-in is another one than the counter's, in the same browser. */
export type Place = 'station' | 'desk';

export function placeOfPage(): Place {
  return /^\/desk(\/|$)/.test(location.pathname) ? 'desk' : 'station';
}
