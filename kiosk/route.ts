/** Which face a path opens. */
export type Route =
  | { readonly face: 'faces' }
  | { readonly face: 'counter'; readonly station: string | null }
  | { readonly face: 'bench' }
  | { readonly face: 'desk' }
  | { readonly face: 'print'; readonly page: 'queue' | 'template' }
  | { readonly face: 'nowhere' };

export function routeOf(path: string): Route {
  const [first, second, ...rest] = path.split('/').filter((part) => part !== '');
  if (rest.length > 0) return { face: 'nowhere' };
  if (first === undefined) return { face: 'faces' };
  if (first === 'counter') return counterRoute(second);
  if (first === 'bench' && second === undefined) return { face: 'bench' };
  if (first === 'desk' && (second === undefined || second === 'devices')) return { face: 'desk' };
  if (first === 'desk' && second === 'print') return { face: 'print', page: 'queue' };
  if (first === 'desk' && second === 'print-template') return { face: 'print', page: 'template' };
  return { face: 'nowhere' };
}

function counterRoute(station: string | undefined): Route {
  if (station === undefined) return { face: 'counter', station: null };
  try {
    return { face: 'counter', station: decodeURIComponent(station) };
  } catch {
    // A mistyped "%" is no address.
    return { face: 'nowhere' };
  }
}
