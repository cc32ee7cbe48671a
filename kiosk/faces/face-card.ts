import { css, html, type TemplateResult } from 'lit';

export const faceCards = css`
  .faces { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 24px; max-width: 1400px; margin: 0 auto; padding: 0; list-style: none; }
  .face { display: block; overflow: hidden; color: inherit; text-decoration: none; height: 100%; transition: translate 120ms; }
  .faces.more { margin-top: 24px; grid-template-columns: repeat(auto-fit, minmax(280px, 420px)); }
  .more .face { display: flex; align-items: center; }
  .more .face svg { width: 120px; flex: none; border: 0; border-radius: 8px; margin: 12px 0 12px 12px; }
  .more .face b { font-size: 19px; }
  .face:hover { translate: 0 -2px; }
  .face svg { display: block; width: 100%; border-bottom: 1px solid var(--line); border-radius: var(--r-big) var(--r-big) 0 0; }
  .face .say { padding: 14px 20px 18px; }
  .face b { display: block; font-size: 22px; font-weight: 600; }
  .face span { color: var(--ink-2); font-size: 15px; }
`;

/** A face with a picture of it. */
export function faceCard(
  face: string,
  href: string,
  picture: TemplateResult,
  title: string,
  detail: string,
): TemplateResult {
  return html`<li><a class="card face" data-face=${face} href=${href}>${picture}<div class="say"><b>${title}</b><span>${detail}</span></div></a></li>`;
}
