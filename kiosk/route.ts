/** Which face a path opens. */
export type Route =
  | { readonly face: 'faces' }
  | { readonly face: 'counter'; readonly station: string | null }
  | { readonly face: 'bench' }
  | { readonly face: 'nowhere' };

export function routeOf(path: string): Route {
  const [first, second, ...rest] = path.split('/').filter((part) => part !== '');
  if (rest.length > 0) return { face: 'nowhere' };
  if (first === undefined) return { face: 'faces' };
  if (first === 'counter')
    return { face: 'counter', station: second === undefined ? null : decodeURIComponent(second) };
  if (first === 'bench' && second === undefined) return { face: 'bench' };
  return { face: 'nowhere' };
}
