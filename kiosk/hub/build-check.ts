/** The build of this page, or null when it was not built (development server). */
export function ownBuild(): string | null {
  const build = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? '';
  return build === '' || build.startsWith('__') ? null : build;
}

/** The hub answers 'none' while it serves no build. A page of another build than the hub serves loads itself again, once for each build, so that it can never loop. */
export function reloadIfOtherBuild(served: string): void {
  const own = ownBuild();
  if (own === null || served === 'none' || served === own) return;
  if (sessionStorage.getItem('reloaded-for') === served) return;
  sessionStorage.setItem('reloaded-for', served);
  location.reload();
}
