export const DESK_PAGES = [
  'requisitions',
  'returns',
  'holdings',
  'parts',
  'movements',
  'devices',
  'print',
  'print-template',
] as const;
export type DeskPage = (typeof DESK_PAGES)[number];

/** Which face a path opens. */
export type Route =
  | { readonly face: 'faces' }
  | { readonly face: 'counter'; readonly station: string | null }
  | { readonly face: 'bay'; readonly station: string | null }
  | { readonly face: 'bench' }
  | { readonly face: 'desk'; readonly page: DeskPage }
  | { readonly face: 'nowhere' };

export function routeOf(path: string): Route {
  const [first, second, ...rest] = path.split('/').filter((part) => part !== '');
  if (rest.length > 0) return { face: 'nowhere' };
  if (first === undefined) return { face: 'faces' };
  if (first === 'counter' || first === 'bay') return stationRoute(first, second);
  if (first === 'bench' && second === undefined) return { face: 'bench' };
  if (first === 'desk') {
    const page = second === undefined ? 'requisitions' : DESK_PAGES.find((one) => one === second);
    return page === undefined ? { face: 'nowhere' } : { face: 'desk', page };
  }
  return { face: 'nowhere' };
}

function stationRoute(face: 'counter' | 'bay', station: string | undefined): Route {
  if (station === undefined) return { face, station: null };
  try {
    return { face, station: decodeURIComponent(station) };
  } catch {
    // A mistyped "%" is no address.
    return { face: 'nowhere' };
  }
}
