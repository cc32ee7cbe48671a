/** From where this page speaks: the desk's sign-in is another one than the counter's, in the same browser; a hand does one thing and is gone. */
export type Place = 'station' | 'desk' | 'hand';

export function placeOfPage(): Place {
  return /^\/desk(\/|$)/.test(location.pathname) ? 'desk' : 'station';
}
